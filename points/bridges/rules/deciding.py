"""Whether an event is rewarded, and with how much. Pure: what was given before comes in, the verdict goes out.

What a rule gives in all does not depend on the order in which events arrive: caps of a day lie within those of a month,
these within that of the whole period, and that within the budget, and each event takes as much as all of them leave.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from chain.clock import JST
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from points.bridges.rules.ports import Standing
from points.bridges.rules.terms import AMOUNT_YEN, PAIRED, AmountKind, Residence, Terms


class Reason(StrEnum):
    """Why there are no points, or, next to points, why there are not more."""

    NONE = ""
    PAUSED = "paused"
    ENDED = "ended"
    BEFORE_LAUNCH = "before_launch"
    PERIOD = "period"
    UNKNOWN_ACCOUNT = "unknown_account"
    CARD_BLOCKED = "card_blocked"
    NOT_VERIFIED = "not_verified"
    RESIDENCE = "residence"
    AGE = "age"
    CARD = "card"
    WEEKDAY = "weekday"
    HOURS = "hours"
    LEAST = "least"
    CHOICE = "choice"
    FLAG = "flag"
    NO_PAIR = "no_pair"  # the other event of the visit has not come
    NOTHING = "nothing"  # the number is too small for a point
    FIRST_TIME = "first_time"
    ONCE = "once"
    STREAK = "streak"
    CAP_DAY = "cap_day"
    CAP_MONTH = "cap_month"
    CAP_ALL = "cap_all"
    BUDGET = "budget"
    PROGRAM_OVER = "program_over"


# After these the conditions of the rule were met, and a day counts for a streak.
MET = (Reason.NONE, Reason.STREAK, Reason.CAP_DAY, Reason.CAP_MONTH, Reason.CAP_ALL, Reason.BUDGET)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as rules see it."""

    type: str
    municipality: MunicipalityCode
    occurred_at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Places:
    """`area`: the towns where the program's points can be spent."""

    town: MunicipalityCode
    area: Collection[str]


@dataclass(frozen=True, slots=True)
class Past:
    """What counts before this event: points given by this rule to those who share the caps, on the event's day, in its
    month, in all; what the budget leaves. `is_repeated`: its mark was rewarded already. `is_later`: the person did the
    same before. `is_run_due`: a run of days is complete that was not rewarded."""

    day: int = 0
    month: int = 0
    all: int = 0
    budget_left: int = 0
    is_repeated: bool = False
    is_later: bool = False
    is_run_due: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    amount: int
    reason: Reason


def refusal(terms: Terms, event: Happening, person: Standing, places: Places, has_card: bool) -> Reason:
    """What of the conditions on the event itself and the person is not met; NONE when all are."""
    moment = event.occurred_at.astimezone(JST)
    checks = (
        (Reason.RESIDENCE, lives_right(terms.residence, person, places, _told_home(event))),
        (Reason.AGE, is_of_age(terms.age_bands, person)),
        (Reason.CARD, not terms.needs_card or has_card),
        (Reason.WEEKDAY, not terms.weekdays or moment.weekday() in terms.weekdays),
        (Reason.HOURS, _is_within(terms.hours, moment.hour * 60 + moment.minute)),
        (Reason.NO_PAIR, not lacks_pair(terms, event)),
        (Reason.LEAST, all(_number(event, name) >= least for name, least in terms.least.items())),
        (Reason.CHOICE, all(event.data.get(name) in wanted for name, wanted in terms.choices.items() if wanted)),
        (Reason.FLAG, all(bool(event.data.get(name)) is wanted for name, wanted in terms.flags.items())),
        (Reason.NOTHING, terms.amount.of(event.data) > 0),
    )
    return next((reason for reason, is_met in checks if not is_met), Reason.NONE)


def decide(terms: Terms, event: Happening, past: Past) -> Verdict:
    """For an event whose own conditions are met."""
    if terms.is_first_time and past.is_later:
        return Verdict(0, Reason.FIRST_TIME)
    if past.is_repeated:
        return Verdict(0, Reason.ONCE)
    if terms.streak_days and not past.is_run_due:
        return Verdict(0, Reason.STREAK)
    limits = (
        (Reason.CAP_DAY, terms.cap_day, past.day),
        (Reason.CAP_MONTH, terms.cap_month, past.month),
        (Reason.CAP_ALL, terms.cap_all, past.all),
        (Reason.BUDGET, past.budget_left, 0),
    )
    amount, reason = terms.amount.of(event.data), Reason.NONE
    for name, cap, given in limits:
        if cap is not None and max(0, cap - given) < amount:
            amount, reason = max(0, cap - given), name
    return Verdict(amount, reason)


def lacks_pair(terms: Terms, event: Happening) -> bool:
    """The rule needs the minutes of a visit whose other event has not come."""
    if event.type not in PAIRED:
        return False
    name = PAIRED[event.type][2]
    is_wanted = name in terms.least or (terms.amount.kind is AmountKind.PER_UNIT and terms.amount.field == name)
    return is_wanted and name not in event.data


def is_run_due(days: Collection[int], rewarded: Collection[int], day: int, length: int) -> bool:
    """Whether the run in which `day` lies has more complete lengths than rewards. `days` holds `day`."""
    first = last = day
    while first - 1 in days:
        first -= 1
    while last + 1 in days:
        last += 1
    return sum(first <= one <= last for one in rewarded) < (last - first + 1) // length


def lives_right(residence: Residence, person: Standing, places: Places, told: str = "") -> bool:
    """`told`: where else somebody said the person lives."""
    if residence is Residence.ANYBODY:
        return True
    if residence is Residence.VERIFIED:
        return person.home is not None
    if residence is Residence.RESIDENT:
        return person.home == places.town
    inside = {str(places.town)} if residence is Residence.OUTSIDE_TOWN else {str(places.town), *map(str, places.area)}
    homes = [str(person.home)] if person.home is not None else []
    homes += [told] if told else []
    return bool(homes) and not inside & set(homes)


def is_of_age(bands: Collection[str], person: Standing) -> bool:
    """No bands: any age, also one that is not known."""
    return not bands or person.age_band in bands


def _told_home(event: Happening) -> str:
    """Where a donor lives by the service's word: the donation form asks for it."""
    told = event.data.get("donor_town") if AMOUNT_YEN in event.data else None
    try:
        return str(MunicipalityCode(str(told))) if told else ""
    except Invalid:
        return ""


def _is_within(hours: tuple[int, int] | None, minute: int) -> bool:
    if hours is None:
        return True
    start, end = hours
    return start <= minute < end if start <= end else minute >= start or minute < end


def _number(event: Happening, name: str) -> int:
    value = event.data.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else -1
