"""The form of a rule: what an officer typed and ticked, and the draft that it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from flask import request

from app.surfaces.console.coupon_form import read_choice, read_digits, read_minute
from app.surfaces.console.forms import Typed, read_count, read_day
from app.surfaces.points.coupon_words import time_words
from chain.errors import Invalid
from points.bridges.catalogue import EventType, event_type
from points.bridges.rules.queries.rules import RuleView
from points.bridges.rules.services.write_rule import RuleDraft
from points.bridges.rules.terms import (
    A_DAY,
    AMOUNT_YEN,
    DONATION,
    Amount,
    AmountKind,
    Residence,
    Terms,
    choices_of,
    flags_of,
    numbers_of,
)

Value = TypeVar("Value")
_FRAME = ("name_ja", "name_en", "client_id", "program_id", "budget", "first_day", "last_day", "from_day")
_TERMS = (
    "amount_kind", "points", "field", "unit", "residence", "from_time", "to_time", "once_per", "streak_days", "cap_day",
    "cap_month", "cap_all", "needs_card", "is_first_time", "pools_family", "age_bands", "weekdays", "least", "choices",
    "flags", "hours",
)  # fmt: skip


@dataclass(slots=True)
class RuleForm:
    """`ticked` are the boxes, as the browser sends them."""

    kind: EventType
    typed: Typed
    ticked: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def blank(cls, kind: EventType, today: date) -> RuleForm:
        given = {"amount_kind": "fixed", "points": "100", "unit": "1", "residence": "anybody", "budget": "100000"}
        given |= {"first_day": today.isoformat(), "last_day": (today + timedelta(days=90)).isoformat()}
        if kind.name == DONATION:
            given |= {"amount_kind": "percent", "points": "30", "residence": "outside_town", "once_per": "donation"}
        return cls(kind, Typed.of(_names(kind), given), {name: [] for name in _lists(kind)})

    @classmethod
    def sent(cls, kind: EventType) -> RuleForm:
        ticked = {name: request.form.getlist(name) for name in _lists(kind)}
        return cls(kind, Typed.of(_names(kind), request.form), ticked)

    @classmethod
    def kept(cls, kind: EventType, typed: Mapping[str, Sequence[str]]) -> RuleForm:
        """What `as_typed` gave."""
        ticked = {name: list(typed.get(name, ())) for name in _lists(kind)}
        return cls(kind, Typed.of(_names(kind), {name: "".join(typed[name][:1]) for name in typed}), ticked)

    def as_typed(self) -> dict[str, list[str]]:
        """Every field that has something in it, as the browser would send it again."""
        given = {name: [value] for name, value in self.typed.values.items() if value and name not in self.ticked}
        return given | {name: values for name, values in self.ticked.items() if values}

    @classmethod
    def of(cls, kind: EventType, view: RuleView, terms: Terms, from_day: date) -> RuleForm:
        rule, amount = view.rule, terms.amount
        given = {"name_ja": rule.name_ja, "name_en": rule.name_en, "program_id": str(rule.program_id)}
        given |= {"client_id": view.service.client_id if view.service else "", "budget": str(int(rule.budget))}
        given |= {"first_day": rule.first_day.isoformat(), "last_day": rule.last_day.isoformat()}
        given |= {"from_day": from_day.isoformat(), "amount_kind": amount.kind, "points": str(amount.points)}
        given |= {"field": amount.field, "unit": str(amount.unit), "residence": terms.residence}
        given |= {"once_per": terms.once_per, "streak_days": str(terms.streak_days or "")}
        given |= {name: str(getattr(terms, name) or "") for name in ("cap_day", "cap_month", "cap_all")}
        given |= {name: "1" for name in ("needs_card", "is_first_time", "pools_family") if getattr(terms, name)}
        if terms.hours:
            first, last = (time_words(at % A_DAY).zfill(5) for at in terms.hours)
            given |= {"from_time": first, "to_time": last}
        given |= {f"least-{name}": str(least) for name, least in terms.least.items()}
        given |= {f"flag-{name}": "yes" if wanted else "no" for name, wanted in terms.flags.items()}
        ticked = {"age_bands": list(terms.age_bands), "weekdays": [str(one) for one in terms.weekdays]}
        ticked |= {f"choice-{name}": list(terms.choices.get(name, ())) for name in choices_of(kind)}
        return cls(kind, Typed.of(_names(kind), given), ticked)

    @property
    def has_more(self) -> bool:
        """Something beyond the first fields was filled in, or is wrong."""
        more = [name for name in self.typed.values if name.startswith(("least-", "flag-"))]
        more += ["from_time", "to_time", "streak_days", "cap_month", "cap_all", "needs_card", "is_first_time"]
        more += ["pools_family", "client_id", "name_en", "once_per"]
        said = any(self.typed.values.get(name) for name in more) or any(self.ticked.values())
        return said or bool(set(self.typed.errors) - {"name_ja", "points", "budget", "program_id"})

    def draft(self) -> RuleDraft | None:
        """None with a sentence kept for each field that cannot be read."""
        typed = self.typed
        program, budget = typed.read("program_id", read_digits), typed.read("budget", read_count)
        first, last = typed.read("first_day", read_day), typed.read("last_day", read_day)
        terms = self.terms()
        if terms is None or program is None or budget is None or first is None or last is None:
            return None
        values = typed.values
        return RuleDraft(
            values["name_ja"], self.kind.name, program, budget, first, last, terms,
            name_en=values["name_en"], client_id=values["client_id"],
        )  # fmt: skip

    def terms(self) -> Terms | None:
        typed, read = self.typed, dict[str, Any]()
        read["amount"] = self._amount()
        read["residence"] = typed.read("residence", read_choice(Residence))
        read["age_bands"] = tuple(self.ticked["age_bands"])
        read["weekdays"] = typed.read("weekdays", lambda _: tuple(read_digits(one) for one in self.ticked["weekdays"]))
        read["hours"] = self._hours()
        read["least"] = self._least()
        read["choices"] = {name: tuple(self.ticked[f"choice-{name}"]) for name in choices_of(self.kind)}
        read["flags"] = {
            name: typed.values[f"flag-{name}"] == "yes" for name in flags_of(self.kind) if typed.values[f"flag-{name}"]
        }
        read["once_per"] = typed.values["once_per"]
        for name in ("cap_day", "cap_month", "cap_all"):
            read[name] = typed.read(name, lambda text: read_count(text) if text.strip() else None)
        read["streak_days"] = typed.read("streak_days", lambda text: read_count(text) if text.strip() else 0)
        for name in ("needs_card", "is_first_time", "pools_family"):
            read[name] = bool(typed.values[name])
        return None if typed.errors else Terms(**read)

    def _amount(self) -> Amount | None:
        typed = self.typed
        kind, number = typed.read("amount_kind", read_choice(AmountKind)), typed.read("points", read_count)
        if kind is None or number is None:
            return None
        if kind is AmountKind.PERCENT:
            return Amount(kind, number, AMOUNT_YEN)
        if kind is AmountKind.FIXED:
            return Amount(kind, number)
        unit = typed.read("unit", read_count)
        return Amount(kind, number, typed.values["field"], unit) if unit is not None else None

    def _hours(self) -> tuple[int, int] | None:
        start, end = self.typed.values["from_time"], self.typed.values["to_time"]
        if not start.strip() and not end.strip():
            return None
        first = self.typed.read("from_time", lambda text: read_minute(text, 0))
        last = self.typed.read("to_time", lambda text: read_minute(text, A_DAY) or A_DAY)
        return (first, last) if first is not None and last is not None else None

    def _least(self) -> Mapping[str, int]:
        found = {}
        for name in numbers_of(self.kind):
            least = self.typed.read(f"least-{name}", _optional(read_count))
            if least:
                found[name] = least
        return found


def _optional(reader: Callable[[str], Value]) -> Callable[[str], Value | None]:
    return lambda text: reader(text) if text.strip() else None


def _names(kind: EventType) -> tuple[str, ...]:
    own = [f"least-{name}" for name in numbers_of(kind)] + [f"flag-{name}" for name in flags_of(kind)]
    return (*_FRAME, *_TERMS, *own)


def _lists(kind: EventType) -> list[str]:
    return ["age_bands", "weekdays", *(f"choice-{name}" for name in choices_of(kind))]


def kind_named(name: str) -> EventType:
    """Raises: Invalid (event_type)."""
    kind = event_type(name)
    if kind is None:
        raise Invalid("event_type", "unknown")
    return kind
