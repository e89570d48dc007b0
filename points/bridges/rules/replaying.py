"""A rule replayed on events of the past, in the order in which they happened. Pure: it keeps its own account."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from chain.clock import business_date, day_number
from chain.ids import Address
from points.bridges.rules.deciding import MET, Happening, Past, Places, Reason, Verdict, decide, is_run_due, refusal
from points.bridges.rules.once import once_key_of
from points.bridges.rules.ports import Standing
from points.bridges.rules.terms import Terms


@dataclass(slots=True)
class _Account:
    """What a household was given, by day; a person's marks and days."""

    by_day: Counter[date] = field(default_factory=Counter)
    by_month: Counter[tuple[int, int]] = field(default_factory=Counter)
    total: int = 0
    marks: set[str] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    rewarded: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Replay:
    """`did_before`: accounts that did the same before the first event. `is_verified_only`: the program's points are."""

    terms: Terms
    places: Places
    budget: int
    did_before: set[Address]
    is_verified_only: bool = False
    given: int = 0
    events: int = 0
    people: set[Address] = field(default_factory=set)
    rewarded: set[Address] = field(default_factory=set)
    rewards: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    weeks: Counter[str] = field(default_factory=Counter)
    _accounts: defaultdict[Address, _Account] = field(default_factory=lambda: defaultdict(_Account))

    def take(
        self, event: Happening, holder: Address, sharing: Address, person: Standing | None, has_card: bool
    ) -> Verdict:
        """`sharing` stands for everybody who shares the caps with `holder`."""
        verdict = self._verdict(event, holder, sharing, person, has_card)
        day = business_date(event.occurred_at)
        self.events += 1
        self.people.add(holder)
        self.did_before.add(holder)
        if verdict.reason:
            self.reasons[verdict.reason] += 1
        if verdict.reason in MET:
            self._accounts[holder].days.add(day_number(day))
        if verdict.amount:
            self._give(event, holder, sharing, day, verdict.amount)
        return verdict

    def result(self) -> dict[str, Any]:
        return {
            "events": self.events,
            "people": len(self.people),
            "rewarded": len(self.rewarded),
            "rewards": self.rewards,
            "points": self.given,
            "reasons": dict(self.reasons),
            "weeks": dict(sorted(self.weeks.items())),
        }

    def _verdict(
        self, event: Happening, holder: Address, sharing: Address, person: Standing | None, has_card: bool
    ) -> Verdict:
        if person is None:
            return Verdict(0, Reason.UNKNOWN_ACCOUNT)
        if self.is_verified_only and person.home is None:
            return Verdict(0, Reason.NOT_VERIFIED)
        refused = refusal(self.terms, event, person, self.places, has_card)
        if refused:
            return Verdict(0, refused)
        day, mine, shared = business_date(event.occurred_at), self._accounts[holder], self._accounts[sharing]
        number, length = day_number(day), self.terms.streak_days
        past = Past(
            day=shared.by_day[day],
            month=shared.by_month[day.year, day.month],
            all=shared.total,
            budget_left=self.budget - self.given,
            is_repeated=once_key_of(self.terms, event, day) in mine.marks,
            is_later=holder in self.did_before,
            is_run_due=not length or is_run_due(mine.days | {number}, mine.rewarded, number, length),
        )
        return decide(self.terms, event, past)

    def _give(self, event: Happening, holder: Address, sharing: Address, day: date, amount: int) -> None:
        mine, shared, mark = self._accounts[holder], self._accounts[sharing], once_key_of(self.terms, event, day)
        if mark is not None:
            mine.marks.add(mark)
        mine.rewarded.append(day_number(day))
        shared.by_day[day] += amount
        shared.by_month[day.year, day.month] += amount
        shared.total += amount
        self.given += amount
        self.rewards += 1
        self.rewarded.add(holder)
        self.weeks[(day - timedelta(days=day.weekday())).isoformat()] += amount


def spokesperson(household: Collection[Address]) -> Address:
    """One account that stands for all of them."""
    return min(household)
