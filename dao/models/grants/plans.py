"""What a proposal says about a grant: out of which program, and who receives it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Whom(StrEnum):
    """The rule that decides who receives points; all of the named people equally."""

    MEMBERS = "members"  # everybody who belongs to the community when the grant is drafted
    HOLDERS = "holders"  # who had votes on this proposal
    RESIDENTS = "residents"  # whom the town has verified when the grant is drafted
    WRITTEN = "written"  # whom the purpose describes; the town makes the list


@dataclass(frozen=True, slots=True)
class GrantPlan:
    municipality: str  # code of the town
    program: int
    whom: Whom

    @property
    def text(self) -> str:
        """Goes into the hash of the proposal's text, so that nobody changes it afterwards."""
        return f"grant:{self.municipality}:{self.program}:{self.whom}"


def equal_share(amount: int, people: int) -> int:
    """Points for each, rounded down; what is left over is not granted. 0 for nobody."""
    return amount // people if people else 0
