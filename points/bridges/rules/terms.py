"""What a version of a rule says: for whom, when, how often, and how many points. Kept as JSON.

Source of the limits on hometown-tax donations: 地方税法 第37条の2 and 総務省告示: 返礼割合3割以下,
区域内の住民には返礼品なし.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from chain.errors import Invalid
from points.bridges.catalogue import EventType
from points.bridges.rules.errors import RuleRefused

DONATION = "jp.musubi.hometown_tax.donation_paid"
MOST_DONATION_PERCENT = 30
MOST_POINTS = 10_000_000
MOST_STREAK = 366
A_DAY = 24 * 60
AGE_BANDS = ("child", "youth", "young", "middle", "later", "senior", "elder")  # from 0, 15, 18, 30, 45, 65, 75 years
ONCE_A_DAY, ONCE_EVER = "@day", "@ever"
AMOUNT_YEN = "amount_yen"
# Of this type, minutes that the service does not tell are those between the two events of one visit.
PAIRED = {"jp.musubi.gym.left": ("jp.musubi.gym.entered", "visit", "minutes")}


class Residence(StrEnum):
    ANYBODY = "anybody"
    VERIFIED = "verified"  # an identity check, whichever the town
    RESIDENT = "resident"  # of the town whose rule it is
    OUTSIDE_TOWN = "outside_town"
    OUTSIDE_AREA = "outside_area"  # in none of the towns where the points can be spent


class AmountKind(StrEnum):
    FIXED = "fixed"
    PER_UNIT = "per_unit"
    PERCENT = "percent"  # of the field amount_yen


@dataclass(frozen=True, slots=True)
class Amount:
    """`points` for the event, or for each whole `unit` of the number in `field`, or so many percent of it."""

    kind: AmountKind = AmountKind.FIXED
    points: int = 0
    field: str = ""
    unit: int = 1

    def of(self, data: Mapping[str, Any]) -> int:
        """Whole points, rounded down; 0 where the event does not tell the number."""
        if self.kind is AmountKind.FIXED:
            return self.points
        number = data.get(self.field)
        if not isinstance(number, int) or isinstance(number, bool):
            return 0
        if self.kind is AmountKind.PER_UNIT:
            return number // self.unit * self.points
        return number * self.points // 100


@dataclass(frozen=True, slots=True)
class Terms:
    """Empty tuples and mappings limit nothing, nor does a cap of None. `hours`: minutes of the day from the first up to
    the second in Japan; a first after the second spans midnight. `once_per`: a name of the event's own, @day or @ever.
    `streak_days` above 0: points for every so many days in a row on which the conditions were met."""

    amount: Amount
    residence: Residence = Residence.ANYBODY
    age_bands: tuple[str, ...] = ()
    needs_card: bool = False
    weekdays: tuple[int, ...] = ()  # Monday is 0
    hours: tuple[int, int] | None = None
    least: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)
    once_per: str = ""
    is_first_time: bool = False
    streak_days: int = 0
    cap_day: int | None = None
    cap_month: int | None = None
    cap_all: int | None = None
    pools_family: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Terms:
        amount = Amount(**{**kept["amount"], "kind": AmountKind(kept["amount"]["kind"])})
        changed = {
            "amount": amount,
            "residence": Residence(kept["residence"]),
            "age_bands": tuple(kept["age_bands"]),
            "weekdays": tuple(kept["weekdays"]),
            "hours": (kept["hours"][0], kept["hours"][1]) if kept["hours"] else None,
            "choices": {name: tuple(wanted) for name, wanted in kept["choices"].items()},
        }
        return cls(**{**kept, **changed})

    def check(self, kind: EventType) -> None:
        """Raises: Invalid naming the field, RuleRefused (donation_percent, donation_residents)."""
        _check_amount(self.amount, kind)
        _check_names(self, kind)
        _check_caps(self)
        if kind.name == DONATION:
            _check_donation(self)


def numbers_of(kind: EventType) -> list[str]:
    """The fields that hold whole numbers."""
    return _fields(kind, "integer")


def marks_of(kind: EventType) -> list[str]:
    """Names of the service's own that every such event bears: it may count once for each."""
    return [name for name, schema in kind.required.items() if schema["type"] == "string" and "enum" not in schema]


def choices_of(kind: EventType) -> dict[str, list[str]]:
    return {name: list(schema["enum"]) for name, schema in _properties(kind) if "enum" in schema}


def flags_of(kind: EventType) -> list[str]:
    return _fields(kind, "boolean")


def _fields(kind: EventType, wanted: str) -> list[str]:
    return [name for name, schema in _properties(kind) if schema["type"] == wanted]


def _properties(kind: EventType) -> list[tuple[str, Mapping[str, Any]]]:
    return [*kind.required.items(), *kind.optional.items()]


def _check_amount(amount: Amount, kind: EventType) -> None:
    if not 1 <= amount.points <= (100 if amount.kind is AmountKind.PERCENT else MOST_POINTS):
        most = 100 if amount.kind is AmountKind.PERCENT else MOST_POINTS
        raise Invalid("points", "not_between", least=1, most=most)
    if amount.kind is AmountKind.PER_UNIT:
        if amount.field not in numbers_of(kind):
            raise Invalid("field", "unknown")
        if not 1 <= amount.unit <= MOST_POINTS:
            raise Invalid("unit", "not_between", least=1, most=MOST_POINTS)
    if amount.kind is AmountKind.PERCENT and (amount.field != AMOUNT_YEN or AMOUNT_YEN not in numbers_of(kind)):
        raise Invalid("amount_kind", "unknown")


def _check_names(terms: Terms, kind: EventType) -> None:
    """What the conditions name is there in events of this type."""
    known = {"once_per": {"", ONCE_A_DAY, ONCE_EVER, *marks_of(kind)}, "age_bands": set(AGE_BANDS)}
    if terms.once_per not in known["once_per"]:
        raise Invalid("once_per", "unknown")
    if not set(terms.age_bands) <= known["age_bands"] or not set(terms.weekdays) <= set(range(7)):
        raise Invalid("age_bands" if set(terms.age_bands) - known["age_bands"] else "weekdays", "unknown")
    if not set(terms.least) <= set(numbers_of(kind)) or not set(terms.flags) <= set(flags_of(kind)):
        raise Invalid("least" if set(terms.least) - set(numbers_of(kind)) else "flags", "unknown")
    options = choices_of(kind)
    if any(not set(wanted) <= set(options.get(name, ())) for name, wanted in terms.choices.items()):
        raise Invalid("choices", "unknown")
    if terms.hours and not all(0 <= minute <= A_DAY for minute in terms.hours):
        raise Invalid("hours", "unknown")
    if not 0 <= terms.streak_days <= MOST_STREAK or terms.streak_days == 1:
        raise Invalid("streak_days", "not_between", least=2, most=MOST_STREAK)
    if terms.is_first_time and terms.streak_days:
        raise Invalid("streak_days", "first_time")


def _check_caps(terms: Terms) -> None:
    """From the narrower to the wider, each at least as high as the one before."""
    before = 1
    for name in ("cap_day", "cap_month", "cap_all"):
        cap = getattr(terms, name)
        if cap is not None and not before <= cap <= MOST_POINTS:
            raise Invalid(name, "not_between", least=before, most=MOST_POINTS)
        before = cap or before


def _check_donation(terms: Terms) -> None:
    amount = terms.amount
    if amount.kind is not AmountKind.PERCENT or amount.points > MOST_DONATION_PERCENT:
        raise RuleRefused("donation_percent")
    if terms.residence not in (Residence.OUTSIDE_TOWN, Residence.OUTSIDE_AREA):
        raise RuleRefused("donation_residents")
