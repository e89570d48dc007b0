"""Whether a campaign may start by its terms: day, budget, law and a second officer's approval."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from points.errors import CampaignNotReady
from points.models import ApprovalState, Campaign, CampaignKind, CampaignTerms, LegalLevel
from points.models.legal_check import strictest
from points.queries.campaign_terms import approval_of, findings_of, is_reasoned, terms_of
from points.queries.programs import cap_left, program_on_chain

_STARTS = (ApprovalState.NOT_NEEDED, ApprovalState.APPROVED)


def check_terms(session: Session, campaign: Campaign, today: date) -> None:
    """All but the day and the approval.

    Raises: CampaignNotReady.
    """
    if campaign.checked_at is None:
        raise CampaignNotReady("no_list")
    if campaign.people == 0:
        raise CampaignNotReady("no_people")
    program = program_on_chain(session, None, campaign.program_id)
    terms = terms_of(session, campaign)
    left = cap_left(session, program)
    if campaign.total > left:
        raise CampaignNotReady("cap_exceeded", over=campaign.total - left, left=left)
    if terms.budget is not None and campaign.total > terms.budget:
        raise CampaignNotReady("over_budget", over=campaign.total - terms.budget, budget=terms.budget)
    findings = findings_of(campaign, terms, program, today)
    if strictest(findings) is LegalLevel.STOP:
        raise CampaignNotReady("unlawful")
    if not is_reasoned(terms, findings):
        raise CampaignNotReady("legal_reason")


def check_start(session: Session, campaign: Campaign, today: date) -> None:
    """Raises: CampaignNotReady."""
    check_terms(session, campaign, today)
    program, terms = program_on_chain(session, None, campaign.program_id), terms_of(session, campaign)
    if terms.start_day is not None and today < terms.start_day:
        raise CampaignNotReady("before_start_day", start_day=terms.start_day)
    approval = approval_of(session, program.issuer, campaign, terms)
    if approval.state not in _STARTS:
        is_relief = terms.kind == CampaignKind.RELIEF
        raise CampaignNotReady("relief_approval" if is_relief else "approval", limit=approval.limit)


def keep_findings(session: Session, campaign: Campaign, today: date) -> None:
    """What the law said on the day of the start stays with the campaign."""
    terms = session.get(CampaignTerms, campaign.id)
    if terms is None:
        terms = CampaignTerms.plain(campaign)
        session.add(terms)
    program = program_on_chain(session, None, campaign.program_id)
    terms.legal_findings = [str(one) for one in findings_of(campaign, terms, program, today)]
