"""What became of a town's points in a period: issued, spent, expired; by week, program and shop. Money and numbers of
payments alone, which are the town's books; nobody is counted here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from chain.clock import day_from_number, day_number
from chain.ids import MunicipalityCode, expiry_day_of_lot, program_of_lot
from points.analytics.models.period import Period
from points.analytics.models.rollups import ProgramDay, RolledKind
from points.analytics.queries.spending import spending
from points.models import DropOnChain, Merchant, MerchantOnChain
from points.queries.drops import promised_by_lot
from points.queries.programs import ProgramName, of_programs, program_names


@dataclass(frozen=True, slots=True)
class Moved:
    """Points. `issued` counts a drop when it is published; `spent` is less what shops gave back; `expired` on the day
    after the last one, or when it was swept. `payments` are acts of a program: one from two programs counts in both."""

    issued: int = 0
    spent: int = 0
    refunded: int = 0
    expired: int = 0
    payments: int = 0

    def __add__(self, other: Moved) -> Moved:
        return Moved(
            self.issued + other.issued,
            self.spent + other.spent,
            self.refunded + other.refunded,
            self.expired + other.expired,
            self.payments + other.payments,
        )


@dataclass(frozen=True, slots=True)
class ProgramLine:
    program_id: int
    program: ProgramName
    moved: Moved


@dataclass(frozen=True, slots=True)
class ShopLine:
    """What was spent in one shop. `town` is where the shop is; `name_ja` is empty for one of another installation."""

    merchant_id: int
    name_ja: str
    name_en: str
    town: MunicipalityCode
    moved: Moved


@dataclass(frozen=True, slots=True)
class Overview:
    """`parts` by the first days of the period's weeks or months, all; `programs` that moved, most issued first."""

    period: Period
    total: Moved
    before: Moved
    parts: Mapping[date, Moved]
    programs: list[ProgramLine]

    @property
    def is_empty(self) -> bool:
        return self.total == Moved()


def overview(session: Session, program_ids: Collection[int], period: Period, today: date) -> Overview:
    """Of these programs, which all are the town's that asks."""
    before = period.before
    daily = _by_day(session, program_ids, Period(before.first, period.last), today)
    parts, programs = {start: Moved() for start in period.parts}, {number: Moved() for number in program_ids}
    earlier = Moved()
    for (program_id, number), moved in daily.items():
        day = day_from_number(number)
        if day < period.first:
            earlier += moved
            continue
        parts[period.part_of(day)] += moved
        programs[program_id] += moved
    names = program_names(session, program_ids)
    most = sorted(programs.items(), key=lambda one: (-one[1].issued, -one[1].spent, one[0]))
    return Overview(
        period=period,
        total=sum(parts.values(), Moved()),
        before=earlier,
        parts=parts,
        programs=[ProgramLine(key, names[key], moved) for key, moved in most if moved != Moved()],
    )


def shops_by_spending(session: Session, program_ids: Collection[int], period: Period, today: date) -> list[ShopLine]:
    """Where points of these programs were spent, the most first."""
    found: dict[int, Moved] = defaultdict(Moved)
    for (_, merchant_id), spent in spending(session, period, today, programs=program_ids).items():
        found[merchant_id] += Moved(spent=spent.paid - spent.refunded, refunded=spent.refunded, payments=spent.payments)
    lines = [_shop(*row, found[row[0]]) for row in _shops(session, found)]
    return sorted(lines, key=lambda line: (-line.moved.spent, line.merchant_id))


def _shop(merchant_id: int, town: MunicipalityCode, name_ja: str | None, name_en: str | None, moved: Moved) -> ShopLine:
    return ShopLine(merchant_id, name_ja or "", name_en or "", town, moved)


def _shops(session: Session, merchant_ids: Iterable[int]) -> Iterable[tuple[int, MunicipalityCode, str, str]]:
    rows = session.execute(
        select(MerchantOnChain.merchant_id, MerchantOnChain.municipality, Merchant.name_ja, Merchant.name_en)
        .outerjoin(Merchant, Merchant.id == MerchantOnChain.merchant_id)
        .where(MerchantOnChain.merchant_id.in_(list(merchant_ids)))
    )
    return [(number, town, name_ja, name_en) for number, town, name_ja, name_en in rows]


def _by_day(
    session: Session, program_ids: Collection[int], period: Period, today: date
) -> dict[tuple[int, int], Moved]:
    """By program and day number."""
    sums = (
        select(
            ProgramDay.program_id,
            ProgramDay.day,
            ProgramDay.kind,
            func.sum(ProgramDay.points),
            func.sum(ProgramDay.acts),
        )
        .where(ProgramDay.program_id.in_(program_ids), _within(ProgramDay.day, period))
        .group_by(ProgramDay.program_id, ProgramDay.day, ProgramDay.kind)
    )
    found: dict[tuple[int, int], Moved] = defaultdict(Moved)
    for program_id, day, kind, points, acts in session.execute(sums):
        found[program_id, day] += _moved(kind, int(points), int(acts))
    for lot, unclaimed in _lapsed(session, program_ids, period, today).items():
        found[program_of_lot(lot), expiry_day_of_lot(lot) + 1] += Moved(expired=unclaimed)
    return found


def _moved(kind: str, points: int, acts: int) -> Moved:
    match RolledKind(kind):
        case RolledKind.GRANT | RolledKind.DROP:
            return Moved(issued=points)
        case RolledKind.PAYMENT:
            return Moved(spent=points, payments=acts)
        case RolledKind.REFUND:
            return Moved(spent=-points, refunded=points)
        case RolledKind.EXPIRY:
            return Moved(expired=points)
    return Moved()


def _lapsed(session: Session, program_ids: Collection[int], period: Period, today: date) -> dict[int, int]:
    """By lot, what drops promised until a last day whose morrow lies in the period, and nobody ever claimed. No log
    tells of it: it was never there."""
    of_these = of_programs(DropOnChain.lot_id, program_ids)
    morrow = DropOnChain.lot_id % (1 << 32) + 1
    lots = select(DropOnChain.lot_id).where(of_these, morrow.between(*_days(period)), morrow <= day_number(today))
    ended = set(session.scalars(lots))
    if not ended:
        return {}
    found = promised_by_lot(session, DropOnChain.lot_id.in_(ended))
    return {lot: unclaimed for lot, (_, unclaimed) in found.items() if unclaimed}


def _days(period: Period) -> tuple[int, int]:
    return day_number(period.first), day_number(period.last)


def _within(day: InstrumentedAttribute[int], period: Period) -> ColumnElement[bool]:
    return day.between(*_days(period))
