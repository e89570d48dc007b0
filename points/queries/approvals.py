"""What waits for a second officer in a town, and what was decided there."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from points.models import ApprovalLimit, ApprovalState, Campaign, CampaignDecision, DecisionKind, ProgramOnChain
from points.queries.campaign_terms import approval_of, terms_of
from points.queries.campaigns import CampaignView, find_campaign


def waiting_for_approval(session: Session, municipality: MunicipalityCode) -> list[CampaignView]:
    """Campaigns of which another officer was asked and that did not change since; the oldest first."""
    programs = select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == municipality)
    asked = select(CampaignDecision.campaign_id).where(CampaignDecision.kind == DecisionKind.ASK)
    mine = select(Campaign).where(
        Campaign.program_id.in_(programs), Campaign.started_at.is_(None), Campaign.id.in_(asked)
    )
    return [
        find_campaign(session, municipality, campaign.id)
        for campaign in session.scalars(mine.order_by(Campaign.id))
        if approval_of(session, municipality, campaign, terms_of(session, campaign)).state is ApprovalState.ASKED
    ]


def decisions_of_town(
    session: Session, municipality: MunicipalityCode, limit: int
) -> list[tuple[CampaignDecision, str]]:
    """Newest first, each with the campaign's purpose."""
    programs = select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == municipality)
    decided = select(CampaignDecision, Campaign.purpose).join(Campaign, Campaign.id == CampaignDecision.campaign_id)
    newest = decided.where(Campaign.program_id.in_(programs)).order_by(CampaignDecision.at.desc()).limit(limit)
    return [(decision, purpose) for decision, purpose in session.execute(newest)]


def limits_of_town(session: Session, municipality: MunicipalityCode, limit: int = 20) -> list[ApprovalLimit]:
    """Newest first."""
    mine = select(ApprovalLimit).where(ApprovalLimit.municipality == municipality)
    return list(session.scalars(mine.order_by(ApprovalLimit.id.desc()).limit(limit)))
