"""What one fiscal year brought and cost: by month, by town, by kind. Summed by the database, exact to the yen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.clock import day_from_number
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from dao.models import TreasuryMovement
from dao.models.treasury import MovementKind, fiscal_year_of, span_of_fiscal_year

_JAPAN, _DAY, _MONTHS = 32_400, 86_400, 12  # seconds, seconds


@dataclass(frozen=True, slots=True)
class MonthSums:
    """`balance`: at the month's end, or now while it runs."""

    begin: date
    income: Yen
    spending: Yen
    balance: Yen


@dataclass(frozen=True, slots=True)
class TownIncome:
    """What a town's sales brought, by kind; `town` None: income that no town sold, as grants."""

    town: MunicipalityCode | None
    kinds: Mapping[MovementKind, Yen]

    @property
    def total(self) -> Yen:
        return Yen(sum(int(amount) for amount in self.kinds.values()))


@dataclass(frozen=True, slots=True)
class YearSums:
    """The months that have begun; a past year has twelve."""

    year: int
    opening: Yen
    months: Sequence[MonthSums]
    towns: Sequence[TownIncome]

    @property
    def income(self) -> Yen:
        return Yen(sum(int(month.income) for month in self.months))

    @property
    def spending(self) -> Yen:
        return Yen(sum(int(month.spending) for month in self.months))

    @property
    def closing(self) -> Yen:
        return self.months[-1].balance if self.months else self.opening


def years_of(session: Session, timelock: Address, now: int) -> range:
    """From the year of the first movement to the present one."""
    first = session.scalar(select(func.min(TreasuryMovement.block_time)).filter_by(timelock=timelock))
    present = fiscal_year_of(now)
    return range(min(present, fiscal_year_of(first)) if first else present, present + 1)


def year_sums(session: Session, timelock: Address, year: int, now: int) -> YearSums:
    begin, end = span_of_fiscal_year(year)
    opening = _opening(session, timelock, begin)
    return YearSums(
        year,
        Yen(opening),
        _months(session, timelock, year, opening, min(now, end - 1)),
        _towns(_within(select(*_BY_TOWN), timelock, begin, end), session),
    )


_BY_TOWN: tuple[Any, ...] = (TreasuryMovement.municipality, TreasuryMovement.kind, func.sum(TreasuryMovement.amount))


def _opening(session: Session, timelock: Address, begin: int) -> int:
    summed = select(TreasuryMovement.is_income, func.sum(TreasuryMovement.amount)).group_by(TreasuryMovement.is_income)
    found = session.execute(_within(summed, timelock, 0, begin))
    return sum(int(amount) if is_income else -int(amount) for is_income, amount in found)


def _months(session: Session, timelock: Address, year: int, opening: int, until: int) -> list[MonthSums]:
    day = ((TreasuryMovement.block_time + _JAPAN) // _DAY).label("day")
    begin, end = span_of_fiscal_year(year)
    rows = _within(
        select(day, TreasuryMovement.is_income.label("is_income"), TreasuryMovement.amount.label("amount")),
        timelock, begin, end,
    ).subquery()  # fmt: skip
    summed = select(rows.c.day, rows.c.is_income, func.sum(rows.c.amount)).group_by(rows.c.day, rows.c.is_income)
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for number, is_income, amount in session.execute(summed):
        sums[day_from_number(int(number)).replace(day=1)][0 if is_income else 1] += int(amount)
    months, balance = [], opening
    for month in _begun(year, until):
        income, spending = sums[month]
        balance += income - spending
        months.append(MonthSums(month, Yen(income), Yen(spending), Yen(balance)))
    return months


def _begun(year: int, until: int) -> list[date]:
    today = day_from_number((until + _JAPAN) // _DAY)
    months = [date(year + (3 + place) // _MONTHS, (3 + place) % _MONTHS + 1, 1) for place in range(_MONTHS)]
    return [month for month in months if month <= today]


def _towns(wanted: Select[Any], session: Session) -> list[TownIncome]:
    """The most first; what no town sold last."""
    income = wanted.where(TreasuryMovement.is_income)
    kinds: dict[MunicipalityCode | None, dict[MovementKind, Yen]] = defaultdict(dict)
    for town, kind, amount in session.execute(income.group_by(TreasuryMovement.municipality, TreasuryMovement.kind)):
        kinds[town][MovementKind(kind)] = Yen(int(amount))
    found = [TownIncome(town, of_town) for town, of_town in kinds.items()]
    return sorted(found, key=lambda one: (one.town is None, -int(one.total), str(one.town)))


def _within(wanted: Any, timelock: Address, begin: int, end: int) -> Select[Any]:
    within: Select[Any] = wanted.where(
        TreasuryMovement.timelock == timelock,
        TreasuryMovement.block_time >= begin,
        TreasuryMovement.block_time < end,
    )
    return within
