"""A rule as it would be after a change that nobody has kept yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chain.units import Points
from points.bridges.rules.models.rule import RewardRule
from points.bridges.rules.terms import Terms


@dataclass(frozen=True, slots=True)
class RuleChange:
    """`from_day`: of a running rule's new terms; None for a draft, of which everything may change. `typed`: the form as
    the officer sent it, so that it can be shown, put right and saved; nothing here reads it."""

    terms: Terms
    program_id: int
    service_id: int | None
    budget: int
    first_day: date
    last_day: date
    from_day: date | None
    typed: Mapping[str, Sequence[str]]

    @classmethod
    def of_terms(
        cls, rule: RewardRule, terms: Terms, from_day: date | None, typed: Mapping[str, Sequence[str]]
    ) -> RuleChange:
        """The rule as it stands, with these terms."""
        return cls(
            terms, rule.program_id, rule.service_id, int(rule.budget), rule.first_day, rule.last_day, from_day, typed
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "terms": self.terms.as_json(), "program_id": self.program_id, "service_id": self.service_id,
            "budget": self.budget, "first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat(),
            "from_day": self.from_day.isoformat() if self.from_day else None,
            "typed": {name: list(values) for name, values in self.typed.items()},
        }  # fmt: skip

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> RuleChange:
        days = {name: date.fromisoformat(kept[name]) for name in ("first_day", "last_day")}
        from_day = date.fromisoformat(kept["from_day"]) if kept["from_day"] else None
        return cls(**{**kept, **days, "from_day": from_day, "terms": Terms.of_json(kept["terms"])})

    def applied(self, rule: RewardRule) -> RewardRule:
        """A row of no session, to be looked at."""
        return RewardRule(
            id=rule.id, municipality=rule.municipality, number=rule.number, event_type=rule.event_type,
            given=rule.given, service_id=self.service_id, program_id=self.program_id, budget=Points(self.budget),
            first_day=self.first_day, last_day=self.last_day,
        )  # fmt: skip
