"""A campaign's terms, what the law says to them, and whether a second officer approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.models import (
    ApprovalLimit,
    ApprovalState,
    Campaign,
    CampaignDecision,
    CampaignKind,
    CampaignTerms,
    DecisionKind,
    LegalFinding,
    LegalLevel,
    ProgramOnChain,
    approval_state,
)
from points.models.amount_rule import AmountRule
from points.models.approval import USUAL_LIMIT
from points.models.campaign_terms import mark_of
from points.models.legal_check import LegalFacts, legal_findings


def terms_of(session: Session, campaign: Campaign) -> CampaignTerms:
    """The row, or the plain terms of a campaign that has none; those are not written."""
    return session.get(CampaignTerms, campaign.id) or CampaignTerms.plain(campaign)


def rule_of(session: Session, campaign: Campaign) -> AmountRule:
    return terms_of(session, campaign).rule


def findings_of(campaign: Campaign, terms: CampaignTerms, program: ProgramOnChain, today: date) -> list[LegalFinding]:
    issued_on = max(today, terms.start_day or today)
    return legal_findings(
        LegalFacts(
            is_paid=program.is_paid,
            refunds_expired=program.refunds_expired,
            issued_on=issued_on,
            expiry_day=campaign.expiry_day,
            is_return_gift=terms.kind == CampaignKind.RETURN_GIFT,
            rule=terms.rule,
        )
    )


def is_reasoned(terms: CampaignTerms, findings: list[LegalFinding]) -> bool:
    """Whether an officer gave a reason that covers every finding that needs one."""
    open_ones = {str(one) for one in findings if one.level is LegalLevel.ATTENTION}
    return not open_ones or (bool(terms.legal_reason) and open_ones <= set(terms.legal_findings))


@dataclass(frozen=True, slots=True)
class Approval:
    state: ApprovalState
    limit: Points
    decisions: list[CampaignDecision]  # oldest first


def approval_of(session: Session, issuer: MunicipalityCode, campaign: Campaign, terms: CampaignTerms) -> Approval:
    is_relief = terms.kind == CampaignKind.RELIEF
    limit = Points(0) if is_relief else approval_limit(session, issuer)
    decisions = decisions_of(session, campaign.id)
    state = approval_state(campaign.total, limit, decisions, mark_of(campaign, terms))
    return Approval(state, limit, decisions)


def authors(campaign: Campaign, terms: CampaignTerms, decisions: list[CampaignDecision]) -> set[Address]:
    """Who wrote it, changed it last, or asked for the approval: none of them approves it."""
    asked = [one.officer for one in decisions if one.kind == DecisionKind.ASK]
    return {campaign.created_by, terms.changed_by, *asked[-1:]}


def decisions_of(session: Session, campaign_id: int) -> list[CampaignDecision]:
    mine = select(CampaignDecision).where(CampaignDecision.campaign_id == campaign_id)
    return list(session.scalars(mine.order_by(CampaignDecision.id)))


def approval_limit(session: Session, municipality: MunicipalityCode) -> Points:
    """Campaigns of a larger total need a second officer."""
    confirmed = select(ApprovalLimit.limit).where(
        ApprovalLimit.municipality == municipality, ApprovalLimit.confirmed_at.is_not(None)
    )
    found = session.scalar(confirmed.order_by(ApprovalLimit.confirmed_at.desc(), ApprovalLimit.id.desc()).limit(1))
    return USUAL_LIMIT if found is None else found


def proposed_limit(session: Session, municipality: MunicipalityCode) -> ApprovalLimit | None:
    """A higher limit that waits for a second officer; only the newest of a town can still be confirmed."""
    newest = select(ApprovalLimit).where(ApprovalLimit.municipality == municipality)
    found = session.scalar(newest.order_by(ApprovalLimit.id.desc()).limit(1))
    return found if found is not None and found.confirmed_at is None else None
