"""Put a call into the outbox, once per idempotency key."""

from __future__ import annotations

from datetime import datetime

from eth_utils import keccak
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chain.errors import Conflict
from chain.outbox.entries import Call, EntryStatus, RelayEntry


def enqueue(session: Session, call: Call, *, key: str, subject: str, now: datetime, principal: str = "") -> int:
    """Write the entry in the caller's transaction and return its id; a repeated key returns the first one's id.

    Raises: Conflict (idempotency_key) when the key was used for another call.
    """
    fingerprint = keccak(call.to.encode() + call.calldata)
    values = {
        "key": key,
        "fingerprint": fingerprint,
        "subject": subject,
        "principal": principal,
        "contract": call.contract,
        "to_address": call.to,
        "calldata": call.calldata,
        "batch_kind": call.batch_kind,
        "batch_item": call.batch_item,
        "status": EntryStatus.QUEUED,
        "created_at": now,
    }
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(RelayEntry).values(values).on_conflict_do_nothing(index_elements=["key"]))
    entry = find_entry(session, key)
    assert entry is not None
    if entry.fingerprint != fingerprint:
        raise Conflict("relay entry", "idempotency_key", key=key)
    return entry.id


def find_entry(session: Session, key: str) -> RelayEntry | None:
    return session.scalar(select(RelayEntry).where(RelayEntry.key == key))
