"""A person's movements, newest first: what came, what went, at which shop, and how certain it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from chain.clock import business_date, day_from_number, end_of_day, from_unix, unix
from chain.errors import Invalid
from chain.ids import Address, expiry_day_of_lot, program_of_lot
from chain.indexer.finality import finalized_block
from chain.units import Points
from points.bridges.queries.services import service_names
from points.models import (
    BonusGrant,
    Campaign,
    Movement,
    MovementKind,
    OnlineCharge,
    Payment,
    PaymentState,
    ReliefBasis,
    RuleDecision,
)
from points.models.conversion import convert
from points.queries.conversions import granted_by_conversion
from points.queries.merchants import MerchantName, merchant_names
from points.queries.programs import ProgramName, lot_id_range, program_names
from points.queries.relief import bases_of

PAGE_SIZE = 20
BONUS_PURPOSE = "本人確認の上乗せ"
CHARGE_PURPOSE = "チャージ"  # as officers write the purpose of a charge at the counter
_GIVEN = (MovementKind.GRANT, MovementKind.CLAIM)
_PAID = (MovementKind.PAYMENT, MovementKind.REFUND)
_Key = tuple[int, bytes, str, bytes | None]


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """`month` is any day of it."""

    month: date | None = None
    program: int | None = None

    @classmethod
    def parse(cls, month: str, program: str) -> HistoryFilter:
        """From `2026-11` and a program's number; what is empty does not limit. Raises: Invalid (not_a_month)."""
        try:
            first = date.fromisoformat(f"{month}-01") if month else None
            return cls(first, int(program) if program else None)
        except ValueError as error:
            raise Invalid("month", "not_a_month") from error

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        if self.month is not None:
            first = self.month.replace(day=1)
            after = (first + timedelta(days=31)).replace(day=1)
            yield Movement.block_time >= unix(end_of_day(first) - timedelta(days=1))
            yield Movement.block_time < unix(end_of_day(after) - timedelta(days=1))
        if self.program is not None:
            yield Movement.lot_id.between(*lot_id_range(self.program))


@dataclass(frozen=True, slots=True)
class HistoryLot:
    program: ProgramName
    expiry_day: date
    amount: Points


@dataclass(frozen=True, slots=True)
class RewardNote:
    """For which event, and by which rule of the town, points came."""

    event_type: str
    occurred_at: datetime
    rule_number: int


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One act; a payment out of several lots is one entry."""

    at: datetime
    kind: MovementKind
    is_incoming: bool
    amount: Points
    programs: list[ProgramName]
    merchant: MerchantName | None
    purpose: str  # of a grant made here
    counterparty: Address | None  # who gave or got a gift
    state: PaymentState  # confirmed or final
    lots: list[HistoryLot]
    reference: bytes | None  # the campaign's, payment's, gift's or settlement's id
    tx_hash: bytes
    reward: RewardNote | None = None
    basis: ReliefBasis | None = None  # of relief points: why this person got them
    payment_row_id: int | None = None  # of the holder's payment, also the one that was refunded; leads to its receipt


@dataclass(frozen=True, slots=True)
class HistoryPage:
    entries: list[HistoryEntry]
    has_older: bool


_EVERYTHING = HistoryFilter()


def holder_history(
    session: Session, holder: Address, page: int = 1, only: HistoryFilter = _EVERYTHING, size: int = PAGE_SIZE
) -> HistoryPage:
    """Page 1 is the newest."""
    acts = (
        select(Movement.block_number, Movement.tx_hash, Movement.kind, Movement.reference)
        .where(_is_of(holder), *only.conditions())
        .group_by(Movement.block_number, Movement.tx_hash, Movement.kind, Movement.reference)
        .order_by(Movement.block_number.desc(), Movement.tx_hash)
        .offset((page - 1) * size)
        .limit(size + 1)
    )
    keys: list[_Key] = [(block, tx_hash, kind, reference) for block, tx_hash, kind, reference in session.execute(acts)]
    shown = keys[:size]
    groups: dict[_Key, list[Movement]] = {key: [] for key in shown}
    for row in _movements(session, holder, only, shown):
        if (key := _key(row)) in groups:
            groups[key].append(row)
    return HistoryPage(_entries(session, holder, [group for group in groups.values() if group]), len(keys) > size)


def months_with_history(session: Session, holder: Address) -> list[date]:
    """The first days of the months from the first movement on, newest first."""
    times = session.execute(
        select(func.min(Movement.block_time), func.max(Movement.block_time)).where(_is_of(holder))
    ).one()
    if times[0] is None:
        return []
    first, month = (business_date(from_unix(time)).replace(day=1) for time in times)
    months = []
    while month >= first:
        months.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return months


def programs_in_history(session: Session, holder: Address) -> dict[int, ProgramName]:
    lots = session.scalars(select(Movement.lot_id).where(_is_of(holder)).distinct())
    return program_names(session, {program_of_lot(lot) for lot in lots})


def _is_of(holder: Address) -> ColumnElement[bool]:
    return or_(Movement.sender == holder, Movement.recipient == holder)


def _key(row: Movement) -> _Key:
    return row.block_number, row.tx_hash, row.kind, row.reference


def _movements(session: Session, holder: Address, only: HistoryFilter, keys: list[_Key]) -> list[Movement]:
    blocks = [key[0] for key in keys] or [-1]
    near = Movement.block_number.between(min(blocks), max(blocks))
    mine = select(Movement).where(_is_of(holder), near, *only.conditions())
    return list(session.scalars(mine.order_by(Movement.block_number, Movement.log_index, Movement.part)))


def _entries(session: Session, holder: Address, groups: list[list[Movement]]) -> list[HistoryEntry]:
    everything = [row for group in groups for row in group]
    names = program_names(session, {program_of_lot(row.lot_id) for row in everything})
    shops = merchant_names(session, {row.merchant_id for row in everything if row.merchant_id is not None})
    references = {row.reference for row in everything if row.kind in _GIVEN and row.reference}
    found = session.execute(
        select(Campaign.campaign_key, Campaign.purpose).where(Campaign.campaign_key.in_(references))
    )
    purposes = {row.campaign_key: row.purpose for row in found}
    charged = select(OnlineCharge.campaign_key).where(OnlineCharge.campaign_key.in_(references))
    purposes |= dict.fromkeys(session.scalars(charged), CHARGE_PURPOSE)
    purposes |= _converted(session, references)
    bonuses = select(BonusGrant.campaign_key).where(BonusGrant.campaign_key.in_(references))
    purposes |= dict.fromkeys(session.scalars(bonuses), BONUS_PURPOSE)
    bases = bases_of(session, holder, references)
    final, receipts = finalized_block(session), _payment_rows(session, holder, everything)
    rewards = reward_notes(session, references)
    return [
        replace(
            _entry(holder, group, names, shops, purposes, final),
            basis=bases.get(group[0].reference or b""),
            payment_row_id=receipts.get(group[0].reference or b""),
            reward=rewards.get(group[0].reference or b""),
        )
        for group in groups
    ]


def _converted(session: Session, references: Collection[bytes]) -> dict[bytes, str]:
    """Which app's points became these, and by which rate."""
    found = granted_by_conversion(session, references)
    names = service_names(session, {row.service_id for row, _ in found.values()})
    return {
        key: f"{names[row.service_id]} {row.taken:,} → {convert(row.taken, rule).given:,} "
        f"（{rule.first_day.isoformat()} からの率 {rule.app_points}:{rule.common_points}）"
        for key, (row, rule) in found.items()
    }


def _payment_rows(session: Session, holder: Address, rows: list[Movement]) -> dict[bytes, int]:
    wanted = {row.reference for row in rows if row.kind in _PAID and row.reference}
    mine = select(Payment.payment_id, Payment.id).where(Payment.payment_id.in_(wanted), Payment.holder == holder)
    return {row.payment_id: row.id for row in session.execute(mine)}


def reward_notes(session: Session, references: Collection[bytes]) -> dict[bytes, RewardNote]:
    """By the id of the grant on chain."""
    found = select(
        RuleDecision.campaign_key, RuleDecision.event_type, RuleDecision.occurred_at, RuleDecision.rule_number
    ).where(RuleDecision.campaign_key.in_(references))
    return {key: RewardNote(kind, when, number) for key, kind, when, number in session.execute(found) if key}


def _entry(
    holder: Address,
    group: list[Movement],
    names: dict[int, ProgramName],
    shops: dict[int, MerchantName],
    purposes: dict[bytes, str],
    final: int,
) -> HistoryEntry:
    first = group[0]
    programs = dict.fromkeys(program_of_lot(row.lot_id) for row in group)
    is_incoming = first.recipient == holder
    other = first.sender if is_incoming else first.recipient
    return HistoryEntry(
        at=from_unix(first.block_time),
        kind=MovementKind(first.kind),
        is_incoming=is_incoming,
        amount=Points(sum(row.amount for row in group)),
        programs=[names[program_id] for program_id in programs],
        merchant=shops.get(first.merchant_id) if first.merchant_id is not None else None,
        purpose=purposes.get(first.reference or b"", ""),
        counterparty=other if first.kind == MovementKind.GIFT else None,
        state=PaymentState.FINAL if first.block_number <= final else PaymentState.CONFIRMED,
        lots=[_lot(row, names) for row in group],
        reference=first.reference,
        tx_hash=first.tx_hash,
    )


def _lot(row: Movement, names: dict[int, ProgramName]) -> HistoryLot:
    expiry_day = day_from_number(expiry_day_of_lot(row.lot_id))
    return HistoryLot(names[program_of_lot(row.lot_id)], expiry_day, Points(row.amount))
