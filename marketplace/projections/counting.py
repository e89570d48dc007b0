"""What the chain says about things in the catalogue, counted as logs come and taken back when they go.

def deltas(self, session, table, rows, sign):
    if table is AuctionOpened:
        count(session, [Counted(f"auction:{row['number']}", opened=1) for row in rows], sign)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.indexer.sums import add_to_sums
from chain.indexer.upserts import in_slices
from marketplace.models import CatalogueCount, CatalogueEntry
from marketplace.models.catalogue import FEW
from marketplace.services.catalogue.changes import note_count


@dataclass(frozen=True, slots=True)
class Counted:
    """`closed`: it was cancelled, or has come to its end on chain."""

    subject: str
    opened: int = 0
    sold: int = 0
    closed: int = 0


def count(session: Session, counted: Iterable[Counted], sign: int) -> None:
    """`sign` as FactProjector.deltas gives it."""
    sums: dict[tuple[str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in counted:
        for place, amount in enumerate((one.opened, one.sold, one.closed)):
            sums[(one.subject,)][place] += sign * amount
    add_to_sums(session, CatalogueCount, sums)
    if _is_seen(session, sums):
        note_count(session)


def _is_seen(session: Session, sums: Mapping[tuple[str], Sequence[int]]) -> bool:
    """Does a list of the catalogue say anything else now? Of many left nobody counts."""
    if any(opened or closed for opened, _, closed in sums.values()):
        return True
    sold = {subject: abs(change) for (subject,), (_, change, _) in sums.items()}
    left = func.coalesce(CatalogueEntry.supply, 0) - func.coalesce(CatalogueCount.sold, 0)
    found = (
        select(CatalogueEntry.subject, left)
        .join(CatalogueCount, CatalogueCount.subject == CatalogueEntry.subject, isouter=True)
        .where(CatalogueEntry.supply.is_not(None))
    )
    return any(
        number <= FEW + sold[subject]
        for subjects in in_slices(list(sold))
        for subject, number in session.execute(found.where(CatalogueEntry.subject.in_(subjects)))
    )
