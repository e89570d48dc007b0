"""What was decided about a campaign: everything its wizard shows, and what stays on record once it has started."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import day_from_number
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.errors import CampaignLocked
from points.models import CampaignRow, CampaignTerms, LegalFinding
from points.models.campaign_terms import mark_of
from points.models.person_message import MessageText
from points.queries.campaign_terms import Approval, approval_of, authors, findings_of, is_reasoned, terms_of
from points.queries.campaigns import CampaignView, find_campaign
from points.queries.person_message import first_amount, message_of
from points.queries.programs import cap_left, load_campaign, program_on_chain


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    campaign: CampaignView
    terms: CampaignTerms
    first_day: date  # of the program
    last_day: date
    area_id: int
    cap: Points
    cap_left: Points
    findings: list[LegalFinding]
    is_reasoned: bool
    approval: Approval
    authors: set[Address]
    mark: bytes
    message: MessageText
    amount: Points  # of the first person, or an example

    @property
    def over_budget(self) -> Points:
        budget = self.terms.budget
        return Points(0) if budget is None else Points(max(0, int(self.campaign.total) - int(budget)))

    @property
    def over_cap(self) -> Points:
        return Points(max(0, int(self.campaign.total) - int(self.cap_left)))


def find_draft(session: Session, issuer: MunicipalityCode, campaign_id: int, today: date) -> CampaignDraft:
    """Raises: NotFound, also for another town's; CampaignLocked once started."""
    draft = find_record(session, issuer, campaign_id, today)
    if draft.campaign.started_at is not None:
        raise CampaignLocked(campaign_id)
    return draft


def find_record(session: Session, issuer: MunicipalityCode, campaign_id: int, today: date) -> CampaignDraft:
    """Of a campaign that has started, the law is as it was on that day.

    Raises: NotFound, also for another town's.
    """
    view = find_campaign(session, issuer, campaign_id)
    campaign = load_campaign(session, campaign_id)
    terms, program = terms_of(session, campaign), program_on_chain(session, issuer, campaign.program_id)
    then = [LegalFinding(one) for one in terms.legal_findings] if campaign.started_at else []
    findings = then or findings_of(campaign, terms, program, today)
    approval = approval_of(session, issuer, campaign, terms)
    return CampaignDraft(
        campaign=view,
        terms=terms,
        first_day=day_from_number(program.first_day),
        last_day=day_from_number(program.last_day),
        area_id=program.area_id,
        cap=Points(program.cap),
        cap_left=cap_left(session, program),
        findings=findings,
        is_reasoned=is_reasoned(terms, findings),
        approval=approval,
        authors=authors(campaign, terms, approval.decisions),
        mark=mark_of(campaign, terms),
        message=message_of(session, campaign),
        amount=first_amount(session, campaign_id),
    )


def list_rows(session: Session, campaign_id: int) -> list[CampaignRow]:
    rows = select(CampaignRow).where(CampaignRow.campaign_id == campaign_id)
    return list(session.scalars(rows.order_by(CampaignRow.row_number)))


def has_amounts(session: Session, campaign_id: int) -> bool:
    """Whether any row of the list says an amount."""
    saying = select(CampaignRow.row_number).where(CampaignRow.campaign_id == campaign_id, CampaignRow.amount_text != "")
    return session.scalar(saying.limit(1)) is not None


def listed_text(session: Session, campaign_id: int) -> str:
    """A pasted list as it was pasted, but for rows that were not kept."""
    rows = select(CampaignRow.identifier, CampaignRow.amount_text).where(
        CampaignRow.campaign_id == campaign_id, CampaignRow.identifier != ""
    )
    lines = session.execute(rows.order_by(CampaignRow.row_number))
    return "\n".join(f"{person}\t{amount}" if amount else str(person) for person, amount in lines)
