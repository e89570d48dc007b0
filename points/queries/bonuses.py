"""Bonuses for an identity check: what a town offers and has given, and what one person may take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import business_date, day_from_number
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.models import BonusGrant, GrantedChunk, ProgramOnChain, VerificationBonus
from points.models.verification_bonus import bonus_of
from points.queries.balances import holder_balance
from points.queries.bonus_totals import bonus_totals
from points.queries.programs import ProgramName, program_names


class BonusState(StrEnum):
    OFFERED = "offered"
    EMPTY = "empty"  # the person holds nothing of which a percentage could be taken
    SPENT = "spent"  # the budget is used up
    COMING = "coming"
    GIVEN = "given"
    FAILED = "failed"  # the chain refused; the person may try again
    ELSEWHERE = "elsewhere"  # the person took it on another account


@dataclass(frozen=True, slots=True)
class BonusView:
    """`amount`: what would come now, or came."""

    program_id: int
    name: ProgramName
    issuer: MunicipalityCode
    percent: int
    most_each: Points
    balance: Points
    amount: Points
    state: BonusState


def open_bonuses(session: Session, now: datetime) -> Sequence[tuple[VerificationBonus, ProgramOnChain]]:
    today = business_date(now)
    found = (
        select(VerificationBonus, ProgramOnChain)
        .join(ProgramOnChain, ProgramOnChain.program_id == VerificationBonus.program_id)
        .where(VerificationBonus.is_open.is_(True), VerificationBonus.last_day >= today)
        .order_by(VerificationBonus.opened_at, VerificationBonus.program_id)
    )
    running = [(bonus, chain) for bonus, chain in session.execute(found)]
    return [(bonus, chain) for bonus, chain in running if day_from_number(chain.first_day) <= today]


def bonuses_for(
    session: Session, holder: Address, person: bytes, home: MunicipalityCode, now: datetime
) -> Sequence[BonusView]:
    """What is open to a verified person who lives there."""
    mine = [row for row in open_bonuses(session, now) if not row[0].residents_only or row[1].issuer == home]
    names = program_names(session, [bonus.program_id for bonus, _ in mine])
    return [_view(session, *row, names[row[0].program_id], holder, person, now) for row in mine]


def town_balance(session: Session, holder: Address, issuer: MunicipalityCode, now: datetime) -> Points:
    """What the holder could spend now of one town's points, granted or bought."""
    held = holder_balance(session, holder, now).programs
    return sum((one.total for one in held if one.issuer == issuer), Points(0))


def _view(
    session: Session,
    bonus: VerificationBonus,
    chain: ProgramOnChain,
    name: ProgramName,
    holder: Address,
    person: bytes,
    now: datetime,
) -> BonusView:
    grant = session.scalar(select(BonusGrant).filter_by(program_id=bonus.program_id, person=person))
    if grant is not None and not grant.failure:
        state = _state(session, grant, holder)
        balance, amount = grant.balance, grant.amount
    else:
        balance = town_balance(session, holder, chain.issuer, now)
        amount = bonus_of(balance, bonus.percent, bonus.most_each)
        is_spent = bonus_totals(session, bonus.program_id).total + amount > bonus.budget
        state = BonusState.EMPTY if amount == 0 else BonusState.SPENT if is_spent else BonusState.OFFERED
        if grant is not None and state is BonusState.OFFERED:
            state = BonusState.FAILED
    return BonusView(bonus.program_id, name, chain.issuer, bonus.percent, bonus.most_each, balance, amount, state)


def _state(session: Session, grant: BonusGrant, holder: Address) -> BonusState:
    if grant.holder != holder:
        return BonusState.ELSEWHERE
    granted = session.scalar(select(GrantedChunk.campaign_key).filter_by(campaign_key=grant.campaign_key))
    return BonusState.GIVEN if granted is not None else BonusState.COMING
