"""What can be reported: anything somebody wrote or showed. Each kind says how one of its things is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from chain.ids import Address


@dataclass(frozen=True, slots=True)
class Reported:
    """A thing of a community that its members can see, or of a town that everybody can. `excerpt` is shown to those who
    decide, never in the open log."""

    community: str  # slug; empty for a town's
    author: Address
    excerpt: str
    municipality: str = ""  # code of the town whose officers decide, where there is no community


class ReportedKind(Protocol):
    """One kind of things, such as ideas or comments."""

    def find(self, session: Session, number: int) -> Reported | None:
        """The thing with this number, hidden ones too; None when there is none."""
        ...

    def is_shown_to(self, session: Session, number: int, reader: Address) -> bool:
        """Whether this reader sees the thing, besides belonging to its community."""
        ...


class ShownToAll:
    """Of kinds that all see to whom the place is open."""

    def is_shown_to(self, session: Session, number: int, reader: Address) -> bool:
        return True
