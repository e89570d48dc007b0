"""From days, weekdays and times to slots: departures, nights or one open ticket. Times are Japan's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from chain.clock import JST, business_date, end_of_day, from_unix, unix
from chain.errors import Invalid
from marketplace.services.tickets.write_service import SlotPlan

MOST_SLOTS = 420  # seven signatures
EVERY_DAY = frozenset(range(7))  # Monday is 0
_LONGEST = timedelta(days=400)
_FIRST_NIGHT = date(2020, 1, 1)
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """`departures`: minutes after midnight; of a stay, its check-in alone. `lasts`: minutes from there to the end, for
    a stay to the check-out. `percents`: of the price, by weekday. `admits_before`: minutes."""

    first_day: date
    last_day: date
    capacity: int
    departures: Sequence[int] = ()
    lasts: int = 60
    admits_before: int = 60
    weekdays: frozenset[int] = EVERY_DAY
    percents: Sequence[int] = (100,) * 7
    blackouts: frozenset[date] = field(default_factory=frozenset)
    is_stay: bool = False
    is_open_ticket: bool = False

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        if self.last_day < self.first_day:
            raise Invalid("last_day", "before_first_day")
        if self.last_day - self.first_day > _LONGEST:
            raise Invalid("last_day", "calendar_too_long", most=_LONGEST.days)
        if self.is_open_ticket:
            return
        if not self.departures:
            raise Invalid("departures", "empty")
        if len(set(self.departures)) < len(self.departures):
            raise Invalid("departures", "twice")
        if not all(0 <= one < _DAY_MINUTES for one in self.departures):
            raise Invalid("departures", "not_a_time")


@dataclass(frozen=True, slots=True)
class Filling:
    """`known`: how many of the asked were there already; `past`: how many lie in the past. Both are left out."""

    slots: list[SlotPlan]
    known: int = 0
    past: int = 0

    @property
    def seal(self) -> str:
        """Changes when any slot does: what was looked at is what is saved."""
        lines = (
            repr((one.slot, one.capacity, one.price_basis_points, one.starts_at, one.ends_at)) for one in self.slots
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def fill(plan: CalendarPlan, known: Mapping[int, int], now: datetime) -> Filling:
    """The slots of a plan, numbered so that nights in a row have numbers in a row.

    `known`: numbers of the service's slots by when they start (unix seconds).
    Raises: Invalid (first_day, last_day, departures, slots).
    """
    plan.check()
    found: list[SlotPlan] = []
    seen = past = 0
    for slot in _planned(plan, known):
        if slot.starts_at is not None and unix(slot.starts_at) in known:
            seen += 1
        elif (slot.starts_at or slot.ends_at) <= now:
            past += 1
        else:
            found.append(slot)
    if len(found) > MOST_SLOTS:
        raise Invalid("last_day", "too_many_slots", most=MOST_SLOTS)
    if not found:
        raise Invalid("first_day", "all_known" if seen else "no_slots")
    return Filling(found, seen, past)


def _planned(plan: CalendarPlan, known: Mapping[int, int]) -> Iterator[SlotPlan]:
    if plan.is_open_ticket:
        ends = end_of_day(plan.last_day)
        yield SlotPlan(unix(ends) // 60, plan.capacity, None, _at(plan.first_day, 0), ends, plan.percents[0] * 100)
        return
    for day in _days(plan):
        for minute in sorted(plan.departures):
            starts = _at(day, minute)
            number = _night(day, known) if plan.is_stay else unix(starts) // 60
            yield SlotPlan(
                slot=number,
                capacity=plan.capacity,
                starts_at=starts,
                admits_from=starts - timedelta(minutes=plan.admits_before),
                ends_at=starts + timedelta(minutes=plan.lasts),
                price_basis_points=plan.percents[day.weekday()] * 100,
            )


def _days(plan: CalendarPlan) -> Iterator[date]:
    for offset in range((plan.last_day - plan.first_day).days + 1):
        day = plan.first_day + timedelta(days=offset)
        if day.weekday() in plan.weekdays and day not in plan.blackouts:
            yield day


def _night(day: date, known: Mapping[int, int]) -> int:
    """Counted from a night that is known. Raises: Invalid (first_day)."""
    first, number = (_FIRST_NIGHT, 1)
    if known:
        starts_at, number = min(known.items())
        first = business_date(from_unix(starts_at))
    found = number + (day - first).days
    if found < 0:
        raise Invalid("first_day", "no_slots")
    return found


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), JST) + timedelta(minutes=minute)
