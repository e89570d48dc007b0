"""What a person holds: by program and expiry for the page, by lot for a payment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import business_date, day_from_number, day_number, unix
from chain.ids import Address, MunicipalityCode, expiry_day_of_lot, program_of_lot
from chain.units import Points
from points.models import Gift, GiftPart, LotBalance, Movement, Payment, PaymentOnChain, ProgramOnChain
from points.models.spending import LotAmount
from points.queries.drops import claimable_entries, waiting_entries
from points.queries.programs import ProgramName, program_names


@dataclass(frozen=True, slots=True)
class LotView:
    expiry_day: date
    amount: Points
    days_left: int


@dataclass(frozen=True, slots=True)
class ProgramBalance:
    program_id: int
    name: ProgramName
    issuer: MunicipalityCode
    area_id: int
    is_verified_only: bool
    total: Points
    lots: list[LotView]  # the earliest expiry first
    waiting: Points  # for the holder's identity check, beside `total`


@dataclass(frozen=True, slots=True)
class HolderBalance:
    programs: list[ProgramBalance]  # the earliest expiry first; those where all waits at the end
    total: Points

    @property
    def waiting(self) -> Points:
        return sum((one.waiting for one in self.programs), Points(0))

    @property
    def next_to_expire(self) -> LotView | None:
        """Of all programs together: the next last day and what goes with it."""
        lots = [lot for one in self.programs for lot in one.lots]
        first = min(lots, key=lambda lot: lot.expiry_day, default=None)
        if first is None:
            return None
        that_day = sum((lot.amount for lot in lots if lot.expiry_day == first.expiry_day), Points(0))
        return LotView(first.expiry_day, that_day, first.days_left)


def holder_balance(session: Session, holder: Address, now: datetime, *, is_verified: bool = True) -> HolderBalance:
    """What can still be spent; payments under way are taken off already. Of somebody who is not `is_verified`, what a
    drop promised in programs for verified people waits."""
    today = business_date(now)
    lots = _lots_left(session, holder, now, is_verified=is_verified)
    waiting = Counter[int]() if is_verified else _waiting(session, holder, now)
    programs = _programs(session, {program_of_lot(lot.lot_id) for lot in lots} | waiting.keys())
    names = program_names(session, programs.keys())
    views: list[ProgramBalance] = []
    for program_id, program in programs.items():
        mine = sorted((lot for lot in lots if program_of_lot(lot.lot_id) == program_id), key=lambda lot: lot.lot_id)
        total = sum((lot.amount for lot in mine), Points(0))
        shown = [_lot_view(lot, today) for lot in mine]
        terms = program.issuer, program.area_id, program.is_verified_only
        views.append(ProgramBalance(program_id, names[program_id], *terms, total, shown, Points(waiting[program_id])))
    views.sort(key=lambda view: (view.lots[0].expiry_day if view.lots else date.max, view.program_id))
    return HolderBalance(views, sum((view.total for view in views), Points(0)))


def spendable_lots(
    session: Session,
    holder: Address,
    areas: Collection[int] | None,
    now: datetime,
    paused: Collection[MunicipalityCode] = (),
    *,
    is_verified: bool,
) -> list[LotAmount]:
    """Unexpired lots that shops in one of `areas` accept (None: in any), less what payments under way will take, and
    without those of municipalities whose points are `paused`, and what waits for the holder to be `is_verified`."""
    lots = _lots_left(session, holder, now, is_verified=is_verified)
    programs = _programs(session, {program_of_lot(lot.lot_id) for lot in lots})
    accepted = {
        key
        for key, program in programs.items()
        if (areas is None or program.area_id in areas) and program.issuer not in paused
    }
    return [lot for lot in lots if program_of_lot(lot.lot_id) in accepted]


def giveable_lots(
    session: Session, holder: Address, now: datetime, *, is_verified: bool, to_verified: bool = True
) -> list[LotAmount]:
    """Unexpired lots of programs whose points may be given to others, less what is under way. What a drop promised
    counts: it is brought to the account before it goes (points/services/give_points.py). `is_verified`: the holder;
    `to_verified`: whoever gets it, as points for verified people go to nobody else."""
    lots = _lots_left(session, holder, now, is_verified=is_verified)
    programs = _programs(session, {program_of_lot(lot.lot_id) for lot in lots})
    allowed = {
        key
        for key, program in programs.items()
        if program.is_transferable and (to_verified or not program.is_verified_only)
    }
    return [lot for lot in lots if program_of_lot(lot.lot_id) in allowed]


def _waiting(session: Session, holder: Address, now: datetime) -> Counter[int]:
    """By program."""
    today, found = day_number(business_date(now)), Counter[int]()
    for entry in waiting_entries(session, holder):
        if expiry_day_of_lot(entry.lot_id) >= today:
            found[program_of_lot(entry.lot_id)] += entry.amount
    return found


def _lots_left(session: Session, holder: Address, now: datetime, *, is_verified: bool) -> list[LotAmount]:
    today = day_number(business_date(now))
    held = select(LotBalance.lot_id, LotBalance.spendable).where(LotBalance.holder == holder, LotBalance.spendable > 0)
    left = Counter({lot_id: int(amount) for lot_id, amount in session.execute(held)})
    for entry in claimable_entries(session, holder, is_verified=is_verified):
        left[entry.lot_id] += entry.amount
    left.subtract(_reserved(session, holder, now))
    fresh = {lot_id: amount for lot_id, amount in left.items() if expiry_day_of_lot(lot_id) >= today}
    return [LotAmount(lot_id, Points(amount)) for lot_id, amount in fresh.items() if amount > 0]


def _reserved(session: Session, holder: Address, now: datetime) -> dict[int, int]:
    """By lot, what payments and gifts will take that are signed (or about to be) and not on chain yet."""
    on_chain = select(PaymentOnChain.payment_id).where(PaymentOnChain.payment_id == Payment.payment_id).exists()
    waiting = select(Payment.lots).where(
        Payment.holder == holder,
        Payment.failure == "",
        ~on_chain,
        or_(Payment.signature.is_not(None), Payment.deadline >= unix(now)),
    )
    reserved: dict[int, int] = {}
    for lot_id, amount in [pair for lots in session.scalars(waiting) for pair in lots]:
        reserved[lot_id] = reserved.get(lot_id, 0) + amount
    for lot_id, amount in _given_away(session, holder, now):
        reserved[lot_id] = reserved.get(lot_id, 0) + int(amount)
    return reserved


def _given_away(session: Session, holder: Address, now: datetime) -> Iterable[tuple[int, Points]]:
    moved = select(Movement.reference).where(Movement.reference == GiftPart.gift_id).exists()
    waiting = (
        select(GiftPart.lot_id, GiftPart.amount)
        .join(Gift, Gift.id == GiftPart.gift_row_id)
        .where(
            Gift.sender == holder,
            GiftPart.failure == "",
            ~moved,
            or_(GiftPart.signature.is_not(None), GiftPart.deadline >= unix(now)),
        )
    )
    return [(lot_id, amount) for lot_id, amount in session.execute(waiting)]


def _programs(session: Session, program_ids: Collection[int]) -> dict[int, ProgramOnChain]:
    found = session.scalars(select(ProgramOnChain).where(ProgramOnChain.program_id.in_(program_ids)))
    return {program.program_id: program for program in found}


def _lot_view(lot: LotAmount, today: date) -> LotView:
    expiry_day = day_from_number(expiry_day_of_lot(lot.lot_id))
    return LotView(expiry_day, lot.amount, (expiry_day - today).days)
