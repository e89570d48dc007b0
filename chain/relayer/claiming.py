"""Takes queued entries so that no other relayer process takes them too, first come first served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.outbox import EntryStatus, RelayEntry
from chain.relayer.admission import Admission


@dataclass(frozen=True, slots=True)
class Claim:
    """Entries to look at, and the way to write about them. `exhausted`: principals beyond their quota."""

    entries: Sequence[RelayEntry]
    exhausted: Sequence[str]
    _db: Database
    _session: Session | None

    @contextmanager
    def writing(self) -> Iterator[tuple[Session, dict[int, RelayEntry]]]:
        """A session and those entries, by id, that are still queued."""
        if self._session is not None:
            yield self._session, {entry.id: entry for entry in self.entries}
            return
        ids = [entry.id for entry in self.entries]
        with self._db.write() as session:
            still = select(RelayEntry).where(RelayEntry.id.in_(ids), RelayEntry.status == EntryStatus.QUEUED)
            yield session, {entry.id: entry for entry in session.scalars(still)}


@contextmanager
def claim(db: Database, quota: int, limit: int, now: datetime) -> Iterator[Claim]:
    """Up to `limit` entries that are due and within their principals' quotas.

    PostgreSQL: the rows stay locked until the block ends, others skip them. SQLite has one lock for everything, which
    must not be held while the node is asked; there `writing()` takes it and drops what another process was faster with.
    """
    if db.is_sqlite:
        with db.read() as session:
            found = _admitted(session, quota, limit, now, lock=False)
        yield Claim(*found, db, None)
    else:
        with db.write() as session:
            yield Claim(*_admitted(session, quota, limit, now, lock=True), db, session)


def _admitted(
    session: Session, quota: int, limit: int, now: datetime, *, lock: bool
) -> tuple[list[RelayEntry], list[str]]:
    admission = Admission.at(session, quota, now)
    admitted: list[RelayEntry] = []
    while True:
        query = _due(admission, now, admitted).limit(limit - len(admitted))
        rows = session.scalars(query.with_for_update(skip_locked=True) if lock else query).all()
        fitting = admission.admit(rows)
        admitted += fitting
        if len(fitting) == len(rows) or len(admitted) == limit:
            return admitted, admission.exhausted()
        # A long row of entries that do not fit in stood before others that may: look again without them.


def _due(admission: Admission, now: datetime, besides: Sequence[RelayEntry]) -> Select[RelayEntry]:
    query = select(RelayEntry).where(
        RelayEntry.status == EntryStatus.QUEUED, or_(RelayEntry.retry_at.is_(None), RelayEntry.retry_at <= now)
    )
    if exhausted := admission.exhausted():
        query = query.where(RelayEntry.principal.not_in(exhausted))
    if crowded := admission.crowded():
        query = query.where(RelayEntry.subject.not_in(crowded))
    if besides:
        query = query.where(RelayEntry.id.not_in([entry.id for entry in besides]))
    return query.order_by(RelayEntry.id)


def first_unsettled(session: Session, below: int, besides: Sequence[int], exhausted: Sequence[str]) -> int | None:
    """The lowest entry id below `below`, none of `besides`, whose call may still happen.

    What waits for its principal's quota is not counted: nobody else should wait for it.
    """
    query = select(RelayEntry.id).where(
        RelayEntry.id < below,
        RelayEntry.id.not_in(besides),
        or_(
            RelayEntry.status == EntryStatus.SENT,
            (RelayEntry.status == EntryStatus.QUEUED) & RelayEntry.principal.not_in(exhausted),
        ),
    )
    return session.scalar(query.order_by(RelayEntry.id).limit(1))
