"""Conditions of a segment, as they are kept. Home and age are asked as reward rules ask them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from chain.errors import Invalid
from points.bridges.rules.terms import AGE_BANDS, MOST_POINTS, Residence

MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that are set have to be met; zeros, empty ones and ANYBODY ask nothing. `least_spent`: points at the town's
    shops in the last `spent_months`, less what came back. `unseen_months`: has paid at the town's shops, but not since
    then."""

    residence: Residence = Residence.ANYBODY
    age_bands: tuple[str, ...] = ()
    needs_card: bool = False
    campaign_id: int = 0
    least_spent: int = 0
    spent_months: int = 0
    unseen_months: int = 0
    community: str = ""

    def check(self) -> None:
        """Raises: Invalid naming the field; no_condition where nothing is asked."""
        if self == Conditions():
            raise Invalid("residence", "no_condition")
        if not set(self.age_bands) <= set(AGE_BANDS):
            raise Invalid("age_bands", "unknown")
        if self.residence is Residence.OUTSIDE_AREA:  # a segment has no program, and so no area
            raise Invalid("residence", "unknown")
        if not 0 <= self.least_spent <= MOST_POINTS:
            raise Invalid("least_spent", "not_between", least=1, most=MOST_POINTS)
        if bool(self.least_spent) is not bool(self.spent_months):
            raise Invalid("spent_months" if self.least_spent else "least_spent", "empty")
        for field in ("spent_months", "unseen_months"):
            if not 0 <= getattr(self, field) <= MOST_MONTHS:
                raise Invalid(field, "not_between", least=1, most=MOST_MONTHS)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Conditions:
        changed = {"residence": Residence(kept["residence"]), "age_bands": tuple(kept["age_bands"])}
        return cls(**{**kept, **changed})
