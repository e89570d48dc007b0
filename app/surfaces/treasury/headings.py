"""The heading of the plan that a proposer names for a payment."""

from __future__ import annotations

from flask import request

from app.access import current_account
from app.i18n import localized
from app.wiring import current_platform


def heading_options(slug: str) -> list[tuple[str, str]]:
    """Of the present plan; empty where there is none."""
    lines = current_platform().dao.treasury.pages.known_headings(slug)
    return [(str(line.heading_id), localized(line, "name")) for line in lines]


def note_heading(proposal: int) -> None:
    """Keep what the form said; nothing when it named none."""
    chosen = request.form.get("heading", "").strip()
    if chosen.isdecimal():
        current_platform().dao.treasury.name_heading.by_proposer(proposal, current_account().address, int(chosen))
