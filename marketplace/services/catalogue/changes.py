"""Says that the catalogue has changed, in the transaction of the change."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.indexer.sums import add_to_sums
from marketplace.models import CatalogueChange
from marketplace.models.catalogue import ANYTHING, ENTRIES


def note_change(session: Session) -> None:
    """What a seller writes, or a town's name."""
    add_to_sums(session, CatalogueChange, {(ANYTHING,): (1,), (ENTRIES,): (1,)})


def note_count(session: Session) -> None:
    """Something was opened, closed or nearly sold out."""
    add_to_sums(session, CatalogueChange, {(ANYTHING,): (1,)})
