"""The span of days that a page tells of, the one before it, and the weeks or months it is cut into. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_MOST_WEEKS = 27  # of longer periods months are told
_LONGEST_DAYS = 366 * 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """As many days, ending on the eve."""
        return Period(self.first - timedelta(days=self.days), self.first - _DAY)

    @property
    def is_told_by_week(self) -> bool:
        return self.days <= _MOST_WEEKS * 7

    def part_of(self, day: date) -> date:
        """The first day of the week (from Monday) or month in which `day` lies; the period's own first day at least."""
        start = day - timedelta(days=day.weekday()) if self.is_told_by_week else day.replace(day=1)
        return max(start, self.first)

    @property
    def parts(self) -> list[date]:
        """The first days of its weeks or months, oldest first."""
        found = [self.first]
        while True:
            start = found[-1]
            monday = start - timedelta(days=start.weekday())
            month = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
            after = monday + timedelta(days=7) if self.is_told_by_week else month
            if after > self.last:
                return found
            found.append(after)


def whole_months(period: Period, today: date) -> tuple[list[date], list[Period]]:
    """The months of which the period holds every day that there was until today, and the spans of days that are left
    before, after, or without any."""
    months, rest, start = [], [], period.first
    while start <= period.last:
        after = (start.replace(day=1) + timedelta(days=31)).replace(day=1)
        end = min(after - _DAY, period.last)
        if start.day == 1 and (end + _DAY == after or end >= today):
            months.append(start)
        else:
            rest.append(Period(start, end))
        start = after
    return months, rest


def weeks_until(today: date, weeks: int) -> Period:
    """So many weeks from a Monday on, this one among them."""
    return Period(today - timedelta(days=today.weekday() + 7 * (weeks - 1)), today)


def fiscal_year(today: date) -> Period:
    """年度: from April 1 until today."""
    return Period(date(today.year - (today.month < 4), 4, 1), today)


def period_between(first: date, last: date) -> Period:
    """Days given in the wrong order are turned round; a period of more than five years loses its beginning."""
    first, last = min(first, last), max(first, last)
    return Period(max(first, last - timedelta(days=_LONGEST_DAYS - 1)), last)


def change_percent(now: int, before: int) -> int | None:
    """How much more or less than before, in percent, half away from zero; None where there was nothing before."""
    if before <= 0:
        return None
    twice = 200 * (now - before)
    return (abs(twice) + before) // (2 * before) * (1 if twice >= 0 else -1)
