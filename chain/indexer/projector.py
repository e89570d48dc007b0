"""The protocol by which chain logs become rows of a domain.

A projector keeps append-only facts that carry (block_number, log_index) and rows it can derive from them, so that
`rewind` can delete the facts above a block and derive again what they touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from chain.ids import Address


@dataclass(frozen=True, slots=True)
class LogRecord:
    """One decoded log. `args` holds checksummed addresses, ints, bytes, bools, strings, lists by parameter name."""

    contract: str  # name in the deployments; for clones the template's name, e.g. "Collection"
    address: Address
    event: str
    args: dict[str, Any]
    block_number: int
    block_hash: bytes
    block_time: int  # unix seconds
    tx_hash: bytes
    log_index: int


class Projector(Protocol):
    """Idempotent by (chain id, block hash, log index): the indexer never hands the same log over twice in one life
    of a block, and calls `rewind` first when a block is gone."""

    name: str  # of its cursor
    events: frozenset[tuple[str, str]]  # (contract name, event name) it wants; order of logs is chain order

    def apply(self, session: Session, logs: Sequence[LogRecord]) -> None:
        """Write the rows of these logs, in bulk. Runs inside the indexer's transaction."""
        ...

    def rewind(self, session: Session, last_kept_block: int) -> None:
        """Undo everything from blocks above `last_kept_block`; -1 undoes all (used by `musubi index --rebuild`)."""
        ...
