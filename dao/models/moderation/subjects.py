"""What can be reported: anything a member wrote or showed. Each kind says how one of its things is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import Address


@dataclass(frozen=True, slots=True)
class Reported:
    """A thing that members can see. `excerpt` is shown to moderators, never in the open log."""

    community: str  # slug
    author: Address
    excerpt: str


class ReportedKind(Protocol):
    """One kind of things, such as ideas or comments."""

    def find(self, session: Session, number: int) -> Reported | None:
        """The thing with this number, hidden ones too; None when there is none."""
        ...
