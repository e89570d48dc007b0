"""Adds an entry after the newest one. Two at the same moment wait for each other, so that the chain has no fork."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.audit_log.entry import BEFORE_THE_FIRST, AuditEntry, AuditKind
from chain.ids import Address

_LOCK = 0x617564697400  # a number that nothing else in this database locks by


def append(
    session: Session,
    now: datetime,
    actor: Address,
    role: str,
    scope: str,
    kind: AuditKind,
    act: str,
    subject: str,
) -> AuditEntry:
    """In the caller's writing transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    last = newest(session)
    entry = AuditEntry(
        number=last.number + 1 if last else 1, at=now, actor=actor, role=role, scope=scope, kind=kind,
        act=act[:120], subject=subject[:200], previous=last.hash if last else BEFORE_THE_FIRST,
    )  # fmt: skip
    entry.hash = entry.computed_hash()
    session.add(entry)
    session.flush()
    return entry


def newest(session: Session) -> AuditEntry | None:
    return session.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))
