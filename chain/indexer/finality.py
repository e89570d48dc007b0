"""How far the projections are, for pages: what is in the rows, and what of it is final."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.indexer.models import ChainHead, IndexerCursor


@dataclass(frozen=True, slots=True)
class Head:
    """`indexed`: every row up to this block is there. `final`: rows up to here will stay. -1 = none yet."""

    node: int
    node_time: int  # unix seconds
    indexed: int
    final: int

    @property
    def lag_blocks(self) -> int:
        return max(0, self.node - self.indexed)


def head(session: Session) -> Head | None:
    """Where node and projections stand; None before the indexer ran for the first time."""
    chain_head = session.get(ChainHead, 1)
    indexed = session.scalar(select(func.min(IndexerCursor.block_number)))
    if chain_head is None or indexed is None:
        return None
    final = max(-1, min(indexed, chain_head.number - chain_head.finality_blocks))
    return Head(node=chain_head.number, node_time=chain_head.time, indexed=indexed, final=final)


def finalized_block(session: Session) -> int:
    """The last final block: rows of this block and below stay. -1 when nothing is final."""
    found = head(session)
    return -1 if found is None else found.final
