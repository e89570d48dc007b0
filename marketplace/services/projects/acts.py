"""From our rows to the Crowdfund's structs, so that what is signed and what is sent are the same words."""

from __future__ import annotations

import json

from eth_utils import keccak

from chain.clock import unix
from chain.contracts import crowdfund as on_chain
from chain.ids import Address
from marketplace.models.projects import MilestoneReport, Pledge, Project

DAY = 86_400


def project_details(project: Project) -> on_chain.ProjectDetails:
    return on_chain.ProjectDetails(
        splits=tuple((share.payee, share.basis_points) for share in project.typed_shares()),
        milestones=tuple(milestone.basis_points for milestone in project.typed_milestones()),
    )


def project_act(project: Project, thanks: Address) -> on_chain.Project:
    return on_chain.Project(
        project_id=project.number,
        municipality=project.municipality.number,
        goal=int(project.goal),
        opens_at=unix(project.opens_at),
        closes_at=unix(project.closes_at),
        all_or_nothing=project.all_or_nothing,
        collection=thanks,
        thanks_from=int(project.thanks_from),
        vote_period=project.vote_days * DAY,
        details_hash=project_details(project).details_hash(),
        deadline=project.deadline,
    )


def pledge_act(pledge: Pledge) -> on_chain.Pledge:
    return on_chain.Pledge(
        project_id=pledge.project_number,
        supporter=pledge.supporter,
        amount=int(pledge.amount),
        valid_before=pledge.valid_before,
        salt=pledge.salt,
    )


def release_act(report: MilestoneReport) -> on_chain.MilestoneRelease:
    return on_chain.MilestoneRelease(
        project_id=report.project_number,
        milestone=report.milestone,
        report_hash=report.report_hash,
        deadline=report.deadline,
    )


def report_hash(project: int, milestone: int, body_ja: str, body_en: str, picture: str) -> bytes:
    """Keccak-256 of the report as JSON: keys sorted, no spaces, UTF-8. Anybody who has the words can repeat it."""
    words = {"body_en": body_en, "body_ja": body_ja, "milestone": milestone, "picture": picture, "project": project}
    return keccak(text=json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
