"""Calls that nobody has sent yet: hold them back, let them go again, or give them up for good.

A call that was ever signed is left alone, whatever became of it: the bytes exist and may still be mined.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from chain.outbox.entries import EntryStatus, RelayEntry

_UNSENT = (EntryStatus.QUEUED, EntryStatus.HELD)


def hold(session: Session, subject: str) -> list[str]:
    """Nobody sends the unsent calls of `subject` until they are let go. Their keys."""
    return _set(session, _never_signed(subject, [EntryStatus.QUEUED]), status=EntryStatus.HELD)


def let_go(session: Session, subject: str) -> list[str]:
    """What was held is sent after all, before what was queued later. Their keys."""
    held = _never_signed(subject, [EntryStatus.HELD])
    return _set(session, held, status=EntryStatus.QUEUED, refusals=0, retry_at=None)


def withdraw(session: Session, subject: str, now: datetime) -> list[str]:
    """Nobody will ever send the unsent calls of `subject`, held or not. Their keys."""
    return _set(session, _never_signed(subject, _UNSENT), status=EntryStatus.WITHDRAWN, settled_at=now)


def unsent_keys(session: Session, subject: str) -> list[str]:
    """What `withdraw` would give up now."""
    return list(session.scalars(select(RelayEntry.key).where(_never_signed(subject, _UNSENT)).order_by(RelayEntry.id)))


def _never_signed(subject: str, statuses: Sequence[EntryStatus]) -> ColumnElement[bool]:
    return and_(RelayEntry.subject == subject, RelayEntry.status.in_(statuses), RelayEntry.attempts == 0)


def _set(session: Session, which: ColumnElement[bool], **values: object) -> list[str]:
    """One statement: it waits for a relayer that is about to sign one of them, and then leaves that one alone."""
    return list(session.scalars(update(RelayEntry).where(which).values(**values).returning(RelayEntry.key)))
