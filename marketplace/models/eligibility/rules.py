"""The conditions of a sale that is not for everybody, as one value: read from forms, kept, and signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from chain.errors import Invalid


class Condition(StrEnum):
    """One thing that somebody has to be or to have, to buy."""

    HOLDS = "holds"  # a card of a series
    LISTED = "listed"  # stands on the seller's list of accounts
    VERIFIED = "verified"  # identity check (本人確認) valid
    RESIDENT = "resident"  # verified, and lives in the town
    OUTSIDE = "outside"  # verified, and lives in no municipality of an area


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whoever meets all that is set. `holding`: number of a series; `outside_area`: id of an area; 0: not asked.

    `per_person`: the limit per buyer counts persons, whatever accounts they buy with.
    """

    holding: int = 0
    is_listed: bool = False
    is_verified: bool = False
    is_resident: bool = False
    outside_area: int = 0
    per_person: bool = False

    @property
    def conditions(self) -> list[Condition]:
        asked = {
            Condition.HOLDS: bool(self.holding),
            Condition.LISTED: self.is_listed,
            Condition.RESIDENT: self.is_resident,
            Condition.OUTSIDE: bool(self.outside_area),
            Condition.VERIFIED: self.is_verified
            or (self.per_person and not self.is_resident and not self.outside_area),
        }
        return [condition for condition, is_asked in asked.items() if is_asked]

    @property
    def is_for_everybody(self) -> bool:
        return not self.conditions

    @property
    def audience(self) -> str:
        """For lists: the first condition, or nothing."""
        return str(next(iter(self.conditions), ""))

    def to_json(self) -> dict[str, Any]:
        """Only what is set."""
        return {name: value for name, value in asdict(self).items() if value}


EVERYBODY = Eligibility()
FIELDS = ("holding", "listed", "residence", "per_person")


def eligibility_from_json(kept: Mapping[str, Any] | None) -> Eligibility:
    return Eligibility(**(kept or {}))


def read_eligibility(typed: Mapping[str, str]) -> Eligibility:
    """From the fields FIELDS of a form; empty ones ask nothing. Raises: Invalid (holding or residence: unknown)."""
    residence = typed.get("residence", "")
    area = residence.removeprefix("outside:")
    is_outside = residence.startswith("outside:")
    if (is_outside and not _is_number(area)) or (not is_outside and residence not in ("", "verified", "resident")):
        raise Invalid("residence", "unknown")
    holding = typed.get("holding", "")
    if holding and not _is_number(holding):
        raise Invalid("holding", "unknown")
    return Eligibility(
        holding=int(holding or 0),
        is_listed=typed.get("listed") == "1",
        is_verified=residence == "verified",
        is_resident=residence == "resident",
        outside_area=int(area) if is_outside else 0,
        per_person=typed.get("per_person") == "1",
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 19
