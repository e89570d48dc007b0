"""Unused balance (未使用残高) at the base dates of the Payment Services Act, and what expired month by month.

Source: 資金決済法 art. 14: base dates are 31 March and 30 September; above 10 million yen of paid points that no
exemption covers, half must be deposited. Reckoned from the chain's movements up to the end of the day in Japan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import day_from_number, day_number, end_of_day, unix
from chain.ids import MunicipalityCode, expiry_day_of_lot, program_of_lot
from chain.units import Points, Yen
from points.models import DropOnChain, LegalClass, Movement, MovementKind, ProgramOnChain
from points.models.program import legal_class
from points.queries.programs import ProgramName, of_programs, program_names

DEPOSIT_ABOVE = Yen(10_000_000)
_SIGNS = {
    MovementKind.GRANT: 1,
    MovementKind.PAYMENT: -1,
    MovementKind.REFUND: 1,
    MovementKind.EXPIRY: -1,
}
# What a drop promises is issued when it is published, whether somebody claims it or not: claims are no second issue.
_LotSums = dict[int, dict[MovementKind, int]]


@dataclass(frozen=True, slots=True)
class ProgramBalance:
    """Of the half year that ends on the base date; `unused` on its evening. `before` is what was unused at its start:
    before + issued - used - expired = unused."""

    program_id: int
    program: ProgramName
    legal_class: LegalClass
    is_paid: bool
    before: int
    issued: int
    used: int  # payments less what was given back
    expired: int
    unused: int


@dataclass(frozen=True, slots=True)
class BalanceReport:
    first_day: date
    base_date: date
    programs: list[ProgramBalance]

    def of(self, *, is_paid: bool) -> dict[str, int]:
        """The columns' sums over paid or free programs."""
        ours = [one for one in self.programs if one.is_paid is is_paid]
        return {
            name: sum(getattr(one, name) for one in ours) for name in ("before", "issued", "used", "expired", "unused")
        }

    @property
    def regulated(self) -> Yen:
        """The unused balance that no exemption covers."""
        return Yen(sum(one.unused for one in self.programs if one.is_paid and not is_exempt(one.legal_class)))

    @property
    def must_deposit(self) -> bool:
        return self.regulated > DEPOSIT_ABOVE


@dataclass(frozen=True, slots=True)
class ExpiredMonth:
    month: date  # its first day
    paid: Points
    free: Points

    @property
    def total(self) -> Points:
        return self.paid + self.free


def is_exempt(found: LegalClass) -> bool:
    return found in (LegalClass.FREE, LegalClass.PAID_SIX_MONTHS, LegalClass.PAID_PUBLIC_ISSUER)


def base_dates(today: date, count: int) -> list[date]:
    """The base date that comes next, or is today, and those before it."""
    dates = [base for year in range(today.year + 1, today.year - count - 2, -1) for base in _of_year(year)]
    first = max(index for index, base in enumerate(dates) if base >= today)
    return dates[first : first + count]


def half_year_before(base: date) -> date:
    """The first day of the half year that ends on a base date."""
    return date(base.year, 4, 1) if base.month == 9 else date(base.year - 1, 10, 1)


def balance_report(session: Session, issuer: MunicipalityCode, base_date: date, today: date) -> BalanceReport:
    """Before the base date is over: as things stand now, with nothing expired that may still be spent."""
    first_day = half_year_before(base_date)
    programs = _programs(session, issuer)
    names = program_names(session, programs)
    day_before = first_day - timedelta(days=1)
    earlier = _by_program(_sums(session, programs, day_before), day_before)
    last_over = min(base_date, today - timedelta(days=1))
    later = _by_program(_sums(session, programs, base_date), last_over)
    rows = [_balance(program, names[key], earlier[key], later[key]) for key, program in sorted(programs.items())]
    return BalanceReport(first_day, base_date, [one for one in rows if one.before or one.issued or one.unused])


def expired_months(session: Session, issuer: MunicipalityCode, today: date) -> list[ExpiredMonth]:
    """What was left of each lot when its last day ended, swept from the chain yet or not; the newest month first."""
    programs = _programs(session, issuer)
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for lot_id, kinds in _sums(session, programs, today).items():
        last_day = day_from_number(expiry_day_of_lot(lot_id))
        if last_day < today:
            left = _left(kinds) + kinds[MovementKind.EXPIRY]
            sums[last_day.replace(day=1)][programs[program_of_lot(lot_id)].is_paid] += left
    return [
        ExpiredMonth(month, paid=Points(paid), free=Points(free))
        for month, (free, paid) in sorted(sums.items(), reverse=True)
        if paid or free
    ]


@dataclass(slots=True)
class _Totals:
    issued: int = 0
    used: int = 0
    expired: int = 0

    @property
    def unused(self) -> int:
        return self.issued - self.used - self.expired


def _by_program(lots: _LotSums, last_over: date) -> dict[int, _Totals]:
    """A lot has expired when its last day is over, whether somebody swept it or not; `last_over` is the last such."""
    totals: dict[int, _Totals] = defaultdict(_Totals)
    for lot_id, kinds in lots.items():
        of = totals[program_of_lot(lot_id)]
        of.issued += kinds[MovementKind.GRANT]
        of.used += kinds[MovementKind.PAYMENT] - kinds[MovementKind.REFUND]
        is_over = expiry_day_of_lot(lot_id) <= day_number(last_over)
        of.expired += kinds[MovementKind.EXPIRY] + (_left(kinds) if is_over else 0)
    return totals


def _balance(program: ProgramOnChain, name: ProgramName, earlier: _Totals, later: _Totals) -> ProgramBalance:
    return ProgramBalance(
        program_id=program.program_id,
        program=name,
        legal_class=legal_class(program.is_paid, day_from_number(program.first_day), day_from_number(program.last_day)),
        is_paid=program.is_paid,
        before=earlier.unused,
        issued=later.issued - earlier.issued,
        used=later.used - earlier.used,
        expired=later.expired - earlier.expired,
        unused=later.unused,
    )


def _left(kinds: dict[MovementKind, int]) -> int:
    return sum(sign * kinds[kind] for kind, sign in _SIGNS.items())


def _programs(session: Session, issuer: MunicipalityCode) -> dict[int, ProgramOnChain]:
    found = session.scalars(select(ProgramOnChain).where(ProgramOnChain.issuer == issuer))
    return {one.program_id: one for one in found}


def _sums(session: Session, programs: Iterable[int], through_day: date) -> _LotSums:
    rows = session.execute(
        select(Movement.lot_id, Movement.kind, func.sum(Movement.amount))
        .where(
            of_programs(Movement.lot_id, list(programs)),
            Movement.kind.in_(_SIGNS),
            Movement.block_time < unix(end_of_day(through_day)),
        )
        .group_by(Movement.lot_id, Movement.kind)
    )
    sums: _LotSums = defaultdict(lambda: defaultdict(int))
    for lot_id, kind, amount in rows:
        sums[lot_id][MovementKind(kind)] += int(amount)
    promised = (
        select(DropOnChain.lot_id, func.sum(DropOnChain.total))
        .where(of_programs(DropOnChain.lot_id, list(programs)), DropOnChain.block_time < unix(end_of_day(through_day)))
        .group_by(DropOnChain.lot_id)
    )
    for lot_id, total in session.execute(promised):
        sums[lot_id][MovementKind.GRANT] += int(total)
    return sums


def _of_year(year: int) -> tuple[date, date]:
    return date(year, 9, 30), date(year, 3, 31)
