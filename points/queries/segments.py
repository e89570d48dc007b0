"""The people of a segment. A town asks only about its own programs, shops, cards and campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, union
from sqlalchemy.orm import Session

from chain.clock import business_date, day_number, end_of_day, unix
from chain.errors import NotFound
from chain.ids import Address, MunicipalityCode
from points.models import (
    Campaign,
    CampaignRow,
    Card,
    CardState,
    DropOnChain,
    GrantedChunk,
    LotBalance,
    MerchantOnChain,
    PaymentOnChain,
    ProgramOnChain,
    Segment,
    SegmentKind,
)
from points.queries.drops import unclaimed_holders
from points.queries.programs import lot_id_range, program_on_chain


def segment_people(session: Session, municipality: MunicipalityCode, segment: Segment, today: date) -> list[Address]:
    """In a fixed order.

    Raises: NotFound for a program or campaign of another town.
    """
    people = _people(session, municipality, segment, today).subquery()
    return list(session.scalars(select(people.c[0]).distinct().order_by(people.c[0])))


def segment_count(session: Session, municipality: MunicipalityCode, segment: Segment, today: date) -> int:
    """Raises: as above."""
    people = _people(session, municipality, segment, today).subquery()
    return session.scalar(select(func.count(people.c[0].distinct()))) or 0


@dataclass(frozen=True, slots=True)
class PastCampaign:
    id: int
    purpose: str
    started_on: date


def past_campaigns(session: Session, municipality: MunicipalityCode, limit: int = 50) -> list[PastCampaign]:
    """Whose receivers can be a segment; newest first."""
    started = (
        select(Campaign).where(*_started_here(municipality)).order_by(Campaign.started_at.desc(), Campaign.id.desc())
    )
    return [
        PastCampaign(row.id, row.purpose, business_date(row.started_at))
        for row in session.scalars(started.limit(limit))
        if row.started_at
    ]


def _people(session: Session, municipality: MunicipalityCode, segment: Segment, today: date) -> Select[Address]:
    match segment.kind:
        case SegmentKind.HOLDERS:
            return _holders(session, municipality, segment.program_id or 0, today)
        case SegmentKind.CUSTOMERS:
            return _customers(municipality, segment.since or today)
        case SegmentKind.CARD_HOLDERS:
            return select(Card.account).where(Card.municipality == municipality, Card.state == CardState.ACTIVE)
        case _:
            return _receivers(session, municipality, segment.campaign_id or 0)


def _holders(session: Session, municipality: MunicipalityCode, program_id: int, today: date) -> Select[Address]:
    """Of points that have not expired, be they in the account or still a drop's promise."""
    program_on_chain(session, municipality, program_id)
    first, last = lot_id_range(program_id)[0] | day_number(today), lot_id_range(program_id)[1]
    held = select(LotBalance.holder).where(LotBalance.lot_id.between(first, last), LotBalance.spendable > 0)
    both = union(held, unclaimed_holders(DropOnChain.lot_id.between(first, last))).subquery()
    return select(both.c[0])


def _customers(municipality: MunicipalityCode, since: date) -> Select[Address]:
    start = unix(end_of_day(since - timedelta(days=1)))
    paid = select(PaymentOnChain.holder).join(
        MerchantOnChain, MerchantOnChain.merchant_id == PaymentOnChain.merchant_id
    )
    return paid.where(MerchantOnChain.municipality == municipality, PaymentOnChain.block_time >= start)


def _receivers(session: Session, municipality: MunicipalityCode, campaign_id: int) -> Select[Address]:
    """Who has got it: not those whose part was given up or refused."""
    found = session.scalar(select(Campaign.id).where(Campaign.id == campaign_id, *_started_here(municipality)))
    if found is None:
        raise NotFound("campaign", campaign_id)
    granted = select(GrantedChunk.chunk_index).where(
        GrantedChunk.campaign_key == Campaign.campaign_key, GrantedChunk.chunk_index == CampaignRow.chunk_index
    )
    dropped = select(DropOnChain.total).where(
        DropOnChain.campaign_key == Campaign.campaign_key, DropOnChain.entries_root == Campaign.chunks_root
    )
    rows = select(CampaignRow.account).join(Campaign, Campaign.id == CampaignRow.campaign_id)
    return rows.where(
        CampaignRow.campaign_id == campaign_id,
        CampaignRow.chunk_index.is_not(None),
        or_(granted.exists(), dropped.exists()),
    )  # type: ignore[return-value]


def _started_here(municipality: MunicipalityCode) -> tuple[ColumnElement[bool], ...]:
    programs = select(ProgramOnChain.program_id).where(ProgramOnChain.issuer == municipality)
    return Campaign.program_id.in_(programs), Campaign.started_at.is_not(None)
