"""What the chain says about things in the catalogue, counted as logs come and taken back when they go.

def deltas(self, session, table, rows, sign):
    if table is AuctionOpened:
        count(session, [Counted(f"auction:{row['number']}", opened=1) for row in rows], sign)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from chain.indexer.sums import add_to_sums
from marketplace.models import CatalogueCount


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
