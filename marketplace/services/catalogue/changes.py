"""Says that the catalogue has changed, in the transaction of the change."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.indexer.sums import add_to_sums
from marketplace.models import CatalogueChange


def note_change(session: Session) -> None:
    add_to_sums(session, CatalogueChange, {(1,): (1,)})
