"""A campaign's checked list, its preview and its progress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.models import (
    Campaign,
    CampaignMethod,
    CampaignRow,
    CampaignState,
    ProgramOnChain,
    campaign_state,
)
from points.models.campaign_cost import estimate
from points.queries.campaign_runs import granted_totals
from points.queries.programs import ProgramName, cap_left, program_names, program_on_chain

ROWS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class CampaignView:
    id: int
    program_id: int
    program: ProgramName
    purpose: str
    expiry_day: date
    method: CampaignMethod
    file_name: str
    row_count: int
    error_count: int
    people: int
    total: Points
    chunk_count: int
    granted_chunks: int
    granted: Points
    held_chunks: int
    withdrawn_chunks: int
    withdrawn_total: Points
    state: CampaignState
    failure: str
    created_at: datetime
    started_at: datetime | None
    signed_by: Address | None

    @property
    def is_waiting(self) -> bool:
        """More will happen without anybody's doing: also while paused, when calls were already on their way."""
        moving = self.chunk_count - self.granted_chunks - self.held_chunks - self.withdrawn_chunks
        return self.state in (CampaignState.RUNNING, CampaignState.PAUSED) and not self.failure and moving > 0


@dataclass(frozen=True, slots=True)
class CampaignPreview:
    cap_left: Points
    over_cap: Points  # how much the list exceeds the cap by
    overflow_row: int | None  # the first row that does not fit any more
    gas: int
    transactions: int
    seconds: int
    first_rows: list[CampaignRow]


def find_campaign(session: Session, issuer: MunicipalityCode | None, campaign_id: int) -> CampaignView:
    """Raises: NotFound, also for another municipality's; None asks for any municipality's."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound("campaign", campaign_id)
    program_on_chain(session, issuer, campaign.program_id)
    return _views(session, [campaign])[0]


def list_campaigns(session: Session, issuer: MunicipalityCode, limit: int = 20) -> list[CampaignView]:
    programs = select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == issuer)
    mine = select(Campaign).where(Campaign.program_id.in_(programs)).order_by(Campaign.id.desc()).limit(limit)
    return _views(session, list(session.scalars(mine)))


def program_campaigns(session: Session, program_id: int) -> list[CampaignView]:
    mine = select(Campaign).where(Campaign.program_id == program_id).order_by(Campaign.id.desc())
    return _views(session, list(session.scalars(mine)))


def preview(session: Session, view: CampaignView, seconds_per_block: int = 1) -> CampaignPreview:
    left = cap_left(session, program_on_chain(session, None, view.program_id))
    over = Points(max(0, int(view.total) - int(left)))
    good = select(CampaignRow).where(CampaignRow.campaign_id == view.id, CampaignRow.chunk_index.is_not(None))
    cost = estimate(view.people)
    return CampaignPreview(
        cap_left=left,
        over_cap=over,
        overflow_row=_overflow_row(session, view.id, int(left)) if over else None,
        gas=cost.drop_gas_at_once if view.method is CampaignMethod.DROP else cost.grant_gas,
        transactions=view.chunk_count,
        seconds=(view.chunk_count + 1) * seconds_per_block,
        first_rows=list(session.scalars(good.order_by(CampaignRow.row_number).limit(10))),
    )


def error_rows(session: Session, campaign_id: int, limit: int | None = ROWS_SHOWN) -> list[CampaignRow]:
    wrong = select(CampaignRow).where(CampaignRow.campaign_id == campaign_id, CampaignRow.error.is_not(None))
    return list(session.scalars(wrong.order_by(CampaignRow.row_number).limit(limit)))


def _overflow_row(session: Session, campaign_id: int, left: int) -> int | None:
    running = func.sum(CampaignRow.amount).over(order_by=CampaignRow.row_number).label("running")
    sums = (
        select(CampaignRow.row_number, running)
        .where(CampaignRow.campaign_id == campaign_id, CampaignRow.chunk_index.is_not(None))
        .subquery()
    )
    first: int | None = session.scalar(select(func.min(sums.c.row_number)).where(sums.c.running > left))
    return first


def _views(session: Session, campaigns: list[Campaign]) -> list[CampaignView]:
    names = program_names(session, {campaign.program_id for campaign in campaigns})
    keys = [campaign.campaign_key for campaign in campaigns]
    granted = granted_totals(session, keys)
    return [_view(one, names[one.program_id], *granted.get(one.campaign_key, (0, 0))) for one in campaigns]


def _view(campaign: Campaign, name: ProgramName, chunks: int, granted: int) -> CampaignView:
    return CampaignView(
        id=campaign.id,
        program_id=campaign.program_id,
        program=name,
        purpose=campaign.purpose,
        expiry_day=campaign.expiry_day,
        method=CampaignMethod(campaign.method),
        file_name=campaign.file_name,
        row_count=campaign.row_count,
        error_count=campaign.error_count,
        people=campaign.people,
        total=campaign.total,
        chunk_count=campaign.chunk_count,
        granted_chunks=chunks,
        granted=Points(granted),
        held_chunks=campaign.held_chunks,
        withdrawn_chunks=campaign.withdrawn_chunks,
        withdrawn_total=campaign.withdrawn_total,
        state=campaign_state(campaign, chunks),
        failure=campaign.failure,
        created_at=campaign.created_at,
        started_at=campaign.started_at,
        signed_by=campaign.signed_by,
    )
