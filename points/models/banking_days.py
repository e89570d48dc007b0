"""Banking days (銀行営業日) and the closing calendar (締め日) that is reckoned in them. Pure; knows nothing of rows."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

MONTH_END = 31  # a closing day after the month's last day is the last day
_YEAR_END = {(12, 31), (1, 1), (1, 2), (1, 3)}
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ClosingDay:
    """A day whose takings are closed, and the banking day on which the money is to arrive."""

    day: date
    payment_day: date


def is_banking_day(day: date) -> bool:
    """Banks are shut on Saturdays, Sundays, national holidays and from 31 December to 3 January.

    Source: 銀行法施行令 art. 5.
    """
    import jpholiday  # builds its tables at import

    return day.weekday() < _SATURDAY and (day.month, day.day) not in _YEAR_END and not jpholiday.is_holiday(day)


def banking_day_from(day: date) -> date:
    """`day` itself, or the next banking day."""
    while not is_banking_day(day):
        day += timedelta(days=1)
    return day


def banking_day_after(day: date, count: int) -> date:
    """The `count`-th banking day after `day`; with 0 the day itself or the next banking day."""
    if count == 0:
        return banking_day_from(day)
    for _ in range(count):
        day = banking_day_from(day + timedelta(days=1))
    return day


def closing_days_of_month(days: Sequence[int], year: int, month: int) -> list[date]:
    last = monthrange(year, month)[1]
    return [date(year, month, day) for day in sorted({min(day, last) for day in days})]


def closing_days_from(days: Sequence[int], first: date) -> Iterator[date]:
    """Without end, from `first` on. `days` are days of the month, `MONTH_END` the last one; not empty."""
    year, month = first.year, first.month
    while True:
        yield from (day for day in closing_days_of_month(days, year, month) if day >= first)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def next_closings(days: Sequence[int], payment_days: int, today: date, count: int) -> list[ClosingDay]:
    """The next `count` closings, today's included, with their payment days."""
    upcoming = islice(closing_days_from(days, today), count)
    return [ClosingDay(day, banking_day_after(day, payment_days)) for day in upcoming]


def latest_due(days: Sequence[int], closed_through: date | None, today: date) -> date | None:
    """The newest closing day that is over (its evening has passed) and that no closing covers yet."""
    if not days:
        return None
    month_before = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    due = None
    for day in closing_days_from(days, closed_through + timedelta(days=1) if closed_through else month_before):
        if day >= today:
            break
        due = day
    return due
