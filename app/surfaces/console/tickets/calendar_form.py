"""The calendar as typed: days, weekdays, times, capacity and price by weekday; and the slots that it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request

from app.surfaces.console.forms import Typed, read_day
from app.surfaces.console.tickets.reading import read_days, read_time, read_times, whole
from chain.errors import Invalid
from marketplace.models import Kind
from marketplace.services.tickets.calendar import EVERY_DAY, CalendarPlan, Filling, fill

RATES = tuple(f"rate_{weekday}" for weekday in range(7))
FIELDS = (
    "mode",
    "first_day",
    "last_day",
    "departures",
    "lasts",
    "capacity",
    "admits_before",
    "blackouts",
    "seen",
    *RATES,
)
_DAY_MINUTES = 24 * 60


@dataclass(slots=True)
class CalendarForm:
    """`weekdays`: the boxes ticked. `filling`: once read without a fault."""

    kind: Kind
    typed: Typed
    weekdays: list[str]
    filling: Filling | None = None

    @classmethod
    def blank(cls, kind: Kind) -> CalendarForm:
        given = {"mode": "departures", "lasts": "60", "admits_before": "60", **dict.fromkeys(RATES, "100")}
        return cls(kind, Typed.of(FIELDS, given), [])

    @classmethod
    def sent(cls, kind: Kind) -> CalendarForm:
        return cls(kind, Typed.of(FIELDS, request.form), request.form.getlist("weekdays"))

    @property
    def is_as_seen(self) -> bool:
        """Whether what would be saved is what was looked at."""
        return self.filling is not None and self.typed.values["seen"] == self.filling.seal

    def read(self, known: Mapping[int, int], now: datetime, check_in: str = "", check_out: str = "") -> Filling | None:
        """None with a sentence kept for each field that is wrong. `check_in`, `check_out`: of a stay."""
        typed, plan = self.typed, self._plan(check_in, check_out)
        if plan is None:
            return None
        try:
            self.filling = fill(plan, known, now)
        except Invalid as error:
            typed.refuse(error, "first_day")
        return self.filling

    def _plan(self, check_in: str, check_out: str) -> CalendarPlan | None:
        typed = self.typed
        is_open = typed.values["mode"] == "open" and self.kind is Kind.TICKET
        read: dict[str, Any] = {
            "first_day": typed.read("first_day", read_day),
            "last_day": typed.read("last_day", read_day),
            "capacity": typed.read("capacity", whole(1, 100_000)),
            "percents": [typed.read(name, whole(1, 1_000, 100)) for name in RATES],
        }
        if not is_open:
            read["admits_before"] = typed.read("admits_before", whole(0, 7 * _DAY_MINUTES, 60))
            read["blackouts"] = typed.read("blackouts", read_days)
            read |= self._nights(check_in, check_out) if self.kind is Kind.STAY else self._departures()
        if typed.errors:
            return None
        days = frozenset(int(one) for one in self.weekdays if one in "0123456") or EVERY_DAY
        return CalendarPlan(**read, weekdays=days, is_stay=self.kind is Kind.STAY, is_open_ticket=is_open)

    def _departures(self) -> dict[str, Any]:
        return {
            "departures": self.typed.read("departures", read_times),
            "lasts": self.typed.read("lasts", whole(1, 14 * _DAY_MINUTES, 60)),
        }

    def _nights(self, check_in: str, check_out: str) -> dict[str, Any]:
        """Nothing where the times of the stay cannot be read: the form says so beside them."""
        try:
            begins, ends = read_time(check_in), read_time(check_out)
        except Invalid:
            return {}
        return {"departures": (begins,), "lasts": _DAY_MINUTES - begins + ends}
