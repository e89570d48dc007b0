"""Which programs are sold on the web, and what became of charges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import business_date, day_from_number
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.models import GrantedChunk, OnlineCharge, OnlineSale, Program, ProgramOnChain
from points.models.online_sale import MONTH, last_day_of_charge


class ChargeState(StrEnum):
    WAITING = "waiting"
    ISSUED = "issued"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SoldProgram:
    """`last_day`: what is charged today is usable until then."""

    program_id: int
    issuer: MunicipalityCode
    area_id: int
    name_ja: str
    name_en: str
    description: str
    most_at_once: Points
    most_a_month: Points
    last_day: date
    is_open: bool


def sold_programs(session: Session, now: datetime, program_id: int | None = None) -> Sequence[SoldProgram]:
    """Those that can be charged now; or the one that is asked for, open or not."""
    found = (
        select(OnlineSale, ProgramOnChain, Program)
        .join(ProgramOnChain, ProgramOnChain.program_id == OnlineSale.program_id)
        .join(Program, Program.id == OnlineSale.program_id)
        .order_by(ProgramOnChain.issuer, OnlineSale.program_id)
    )
    if program_id is not None:
        found = found.where(OnlineSale.program_id == program_id)
    views = [_view(*row, business_date(now)) for row in session.execute(found)]
    return [one for one in views if one.is_open or program_id is not None]


def charge_state(session: Session, charge: OnlineCharge) -> ChargeState:
    granted = select(GrantedChunk.campaign_key).filter_by(campaign_key=charge.campaign_key)
    if session.scalar(granted) is not None:
        return ChargeState.ISSUED
    return ChargeState.FAILED if charge.failure else ChargeState.WAITING


def charged_in_a_month(session: Session, program_id: int, holder: Address, now: datetime) -> Points:
    """What failed does not count."""
    total = select(func.coalesce(func.sum(OnlineCharge.amount), 0)).where(
        OnlineCharge.program_id == program_id,
        OnlineCharge.holder == holder,
        OnlineCharge.created_at > now - MONTH,
        OnlineCharge.failure == "",
    )
    return Points(int(session.scalar(total) or 0))


@dataclass(frozen=True, slots=True)
class SoldOnline:
    """What was issued of a program for yen."""

    charges: int
    total: Points


def sold_online(session: Session, program_id: int) -> SoldOnline:
    issued = (
        select(func.count(), func.coalesce(func.sum(OnlineCharge.amount), 0))
        .join(GrantedChunk, GrantedChunk.campaign_key == OnlineCharge.campaign_key)
        .where(OnlineCharge.program_id == program_id)
    )
    count, total = session.execute(issued).one()
    return SoldOnline(int(count), Points(int(total)))


def charges_coming(session: Session, program_id: int) -> int:
    """What was paid for and is not on chain yet."""
    granted = select(GrantedChunk.campaign_key).where(GrantedChunk.campaign_key == OnlineCharge.campaign_key).exists()
    total = select(func.coalesce(func.sum(OnlineCharge.amount), 0)).where(
        OnlineCharge.program_id == program_id, OnlineCharge.failure == "", ~granted
    )
    return int(session.scalar(total) or 0)


def _view(sale: OnlineSale, chain: ProgramOnChain, program: Program, today: date) -> SoldProgram:
    first, last = day_from_number(chain.first_day), day_from_number(chain.last_day)
    return SoldProgram(
        program_id=sale.program_id,
        issuer=chain.issuer,
        area_id=chain.area_id,
        name_ja=program.name_ja,
        name_en=program.name_en,
        description=program.description,
        most_at_once=sale.most_at_once,
        most_a_month=sale.most_a_month,
        last_day=last_day_of_charge(today, last),
        is_open=sale.is_open and first <= today <= last,
    )
