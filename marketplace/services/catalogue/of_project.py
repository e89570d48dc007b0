"""The catalogue's entry of a donation project."""

from __future__ import annotations

from chain.clock import business_date
from marketplace.models import Kind
from marketplace.models.projects import Project
from marketplace.services.catalogue.put_entry import Entry


def project_subject(number: int) -> str:
    return f"project:{number}"


def project_entry(project: Project) -> Entry:
    return Entry(
        subject=project_subject(project.number),
        kind=Kind.DONATION,
        municipality=project.municipality,
        name_ja=project.title_ja,
        name_en=project.title_en,
        page=f"/projects/{project.number}",
        picture=f"/artwork/scenes/{project.scene}.webp",
        price_from=project.least,
        price_to=project.most,
        opens_at=project.opens_at,
        closes_at=project.closes_at,
        last_day=business_date(project.closes_at),
        waits_for_chain=True,
    )
