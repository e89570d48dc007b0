"""Past-tense facts of reward rules."""

from __future__ import annotations

from dataclasses import dataclass

from chain.events import domain_event


@domain_event("points.rule_budget_spent")
@dataclass(frozen=True, slots=True)
class RuleBudgetSpent:
    """A rule gave the last point of its budget, and gives no more."""

    rule_id: int
    municipality: str
    officer: str
    budget: int
    name_ja: str
    name_en: str
