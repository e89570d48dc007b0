"""Time: UTC inside, the business date in Japan Standard Time. Nothing else in the product asks the system clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

JST = timezone(timedelta(hours=9), "JST")
_EPOCH = date(1970, 1, 1)


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class TrialClock:
    """The system's clock and what it was moved forward by, so that a vote of a week can be tried out in minutes.

    All processes of one machine read the same file; without it they have the system's time.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def ahead(self) -> timedelta:
        try:
            return timedelta(seconds=int(self._file.read_text(encoding="ascii")))
        except FileNotFoundError:
            return timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, by: timedelta) -> None:
        """Effects: the clocks of all processes on this file stand later by as much, for good."""
        seconds, new = int((self.ahead + by).total_seconds()), self._file.with_suffix(".new")
        new.write_text(str(seconds), encoding="ascii")
        new.replace(self._file)  # at once, so that nobody reads half a number


class FixedClock:
    """A clock that stands still until told otherwise; for tests and for playing back demo history."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        return self._moment

    def advance(self, by: timedelta) -> None:
        self._moment += by


def business_date(moment: datetime) -> date:
    """The calendar day in Japan at `moment`."""
    return moment.astimezone(JST).date()


def day_number(day: date) -> int:
    """Days since 1970-01-01, as contracts count JST days."""
    return (day - _EPOCH).days


def day_from_number(number: int) -> date:
    return _EPOCH + timedelta(days=number)


def end_of_day(day: date) -> datetime:
    """The first moment after `day` in Japan, in UTC: points of this expiry day stop spending here."""
    return datetime(day.year, day.month, day.day, tzinfo=JST).astimezone(UTC) + timedelta(days=1)


def unix(moment: datetime) -> int:
    return int(moment.timestamp())


def from_unix(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
