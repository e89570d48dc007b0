"""A shop's visits by month, weekday and time of day, out of the roll-ups. Of people only numbers are made, and none
that speaks of one to four of them; payments are the shop's own, and it sees each at its till."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import day_from_number, day_number
from chain.ids import Address
from points.analytics.k_anonymity import is_small, protect_list
from points.analytics.models import CustomerMonth, HourCount
from points.analytics.models.days import month_of

MONTHS = 12
Count = int | None  # None: hidden


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """From the first hour up to the second; a first after the second spans midnight."""

    name: str
    first: int
    until: int

    def holds(self, hour: int) -> bool:
        if self.first < self.until:
            return self.first <= hour < self.until
        return hour >= self.first or hour < self.until


TIMES = (
    TimeOfDay("morning", 5, 11),
    TimeOfDay("noon", 11, 14),
    TimeOfDay("afternoon", 14, 17),
    TimeOfDay("evening", 17, 20),
    TimeOfDay("night", 20, 5),
)


@dataclass(frozen=True, slots=True)
class MonthOfShop:
    """`average`: points a payment, rounded to whole ones; None without payments."""

    first_day: date
    payments: int
    points: int
    people: Count
    new: Count
    returning: Count

    @property
    def average(self) -> int | None:
        return (2 * self.points + self.payments) // (2 * self.payments) if self.payments else None


@dataclass(frozen=True, slots=True)
class ShopVisits:
    """Of the last twelve months, this one among them. `months`: oldest first. `again`: of the people, who came more
    than once. `weekdays`: payments, Monday first; `times`: as TIMES."""

    months: Sequence[MonthOfShop]
    people: Count
    again: Count
    weekdays: Sequence[Count]
    times: Sequence[Count]

    @property
    def payments(self) -> int:
        return sum(month.payments for month in self.months)

    @property
    def average(self) -> int | None:
        return MonthOfShop(date.min, self.payments, sum(one.points for one in self.months), 0, 0, 0).average

    @property
    def again_percent(self) -> int | None:
        return round_percent(self.again, self.people) if self.again is not None and self.people else None


def round_percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)


def visits_of(session: Session, merchant_id: int, today: date) -> ShopVisits:
    this_month = month_of(day_number(today))
    months = _months(this_month)
    counts = _hours(session, merchant_id, months[0])
    came, first = _came(session, merchant_id, months[0]), _first_months(session, merchant_id)
    by_month: dict[int, set[Address]] = defaultdict(set)
    for month, customer in came:
        by_month[month].add(customer)
    people, again = _again(came)
    return ShopVisits(
        months=[_month(month, counts, by_month[month], first) for month in months],
        people=None if is_small(people) else people,
        again=protect_list([again, people - again])[0],
        weekdays=protect_list([sum(_payments_at(counts, weekday=weekday)) for weekday in range(7)]),
        times=protect_list([sum(_payments_at(counts, time=time)) for time in TIMES]),
    )


_Hours = Mapping[tuple[int, int, int], tuple[int, int]]  # month, weekday, hour: payments and points


def _months(last: int) -> list[int]:
    months = [last]
    while len(months) < MONTHS:
        months.append(month_of(months[-1] - 1))
    return months[::-1]


def _month(month: int, counts: _Hours, people: set[Address], first: Mapping[Address, int]) -> MonthOfShop:
    of_month = [found for (of, _weekday, _hour), found in counts.items() if of == month]
    new = sum(first[one] == month for one in people)
    shown = protect_list([new, len(people) - new])
    return MonthOfShop(
        day_from_number(month),
        sum(payments for payments, _points in of_month),
        sum(points for _payments, points in of_month),
        None if is_small(len(people)) else len(people),
        shown[0],
        shown[1],
    )


def _payments_at(counts: _Hours, *, weekday: int | None = None, time: TimeOfDay | None = None) -> list[int]:
    return [
        payments
        for (_month, day, hour), (payments, _points) in counts.items()
        if (weekday is None or day == weekday) and (time is None or time.holds(hour))
    ]


def _again(came: Mapping[tuple[int, Address], int]) -> tuple[int, int]:
    """How many people came, and how many of them more than once."""
    times: Counter[Address] = Counter()
    for (_month, customer), payments in came.items():
        times[customer] += payments
    return len(times), sum(count > 1 for count in times.values())


def _hours(session: Session, merchant_id: int, since: int) -> _Hours:
    found = select(HourCount).where(HourCount.merchant_id == merchant_id, HourCount.month >= since)
    return {(row.month, row.weekday, row.hour): (row.payments, row.points) for row in session.scalars(found)}


def _came(session: Session, merchant_id: int, since: int) -> dict[tuple[int, Address], int]:
    """Payments by month and customer. One that took points of two programs stands in the roll-up under both, so the
    larger number of a program is taken: it may be too few, and never makes one visit look like two."""
    found = (
        select(CustomerMonth.month, CustomerMonth.customer, func.max(CustomerMonth.payments))
        .where(CustomerMonth.merchant_id == merchant_id, CustomerMonth.month >= since, CustomerMonth.payments > 0)
        .group_by(CustomerMonth.month, CustomerMonth.customer)
    )
    return {(month, customer): payments for month, customer, payments in session.execute(found)}


def _first_months(session: Session, merchant_id: int) -> dict[Address, int]:
    found = (
        select(CustomerMonth.customer, func.min(CustomerMonth.month))
        .where(CustomerMonth.merchant_id == merchant_id, CustomerMonth.payments > 0)
        .group_by(CustomerMonth.customer)
    )
    return {row[0]: row[1] for row in session.execute(found)}
