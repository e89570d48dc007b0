"""Outbox: what must happen on chain, written in the same transaction as the row that wants it."""

from chain.outbox.enqueue import enqueue, find_entry
from chain.outbox.entries import Call, EntryStatus, RelayEntry
from chain.outbox.holding import hold, let_go, unsent_keys, withdraw

__all__ = [
    "Call",
    "EntryStatus",
    "RelayEntry",
    "enqueue",
    "find_entry",
    "hold",
    "let_go",
    "unsent_keys",
    "withdraw",
]
