"""Domain events: past-tense facts that one domain tells the others, stored with the change and routed later.

Each domain declares frozen dataclasses in its `events.py` with @domain_event("name"); `app/wiring.py` maps names to
handlers; the scheduler calls `route_pending`. A handler may run twice for one event and must not mind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from chain.db import Base, BigId, Database, UtcDateTime

Handler = Callable[[Session, Mapping[str, Any]], None]


class DomainEvent(Base):
    __tablename__ = "domain_event"
    __table_args__ = (Index("ix_domain_event_routed_at_id", "routed_at", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    name: Mapped[str] = mapped_column(String(100))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    routed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")


def domain_event(name: str) -> Callable[[type], type]:
    """Mark a dataclass as the event `name` (`<domain>.<past_tense>`), e.g. "points.payment_settled"."""

    def mark(cls: type) -> type:
        cls.event_name = name  # type: ignore[attr-defined]
        return cls

    return mark


def record(session: Session, event: Any, now: datetime) -> None:
    """Store `event` in the caller's transaction."""
    assert is_dataclass(event) and not isinstance(event, type)
    body = json.loads(json.dumps(asdict(event), default=str))
    session.add(DomainEvent(name=event.event_name, body=body, recorded_at=now))  # type: ignore[attr-defined]


def route_pending(db: Database, handlers: Mapping[str, list[Handler]], now: datetime, limit: int = 200) -> int:
    """Hand each unrouted event to its handlers, oldest first, each in a transaction of its own.

    An event that fails stays, counts its failures, and is tried again at the next call up to ten times.
    Returns: how many were routed.
    """
    with db.read() as session:
        waiting = select(DomainEvent.id).where(DomainEvent.routed_at.is_(None), DomainEvent.failures < 10)
        ids = list(session.scalars(waiting.order_by(DomainEvent.id).limit(limit)))
    return sum(_route_one(db, event_id, handlers, now) for event_id in ids)


def _route_one(db: Database, event_id: int, handlers: Mapping[str, list[Handler]], now: datetime) -> bool:
    try:
        with db.write() as session:
            claim = select(DomainEvent).where(DomainEvent.id == event_id, DomainEvent.routed_at.is_(None))
            event = session.scalar(claim.with_for_update(skip_locked=True))
            if event is None:
                return False
            for handler in handlers.get(event.name, []):
                handler(session, event.body)
            event.routed_at = now
        return True
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is kept on the row for the operator
        with db.write() as session:
            failed = session.get_one(DomainEvent, event_id)
            failed.failures += 1
            failed.last_error = f"{type(error).__name__}: {error}"
        return False
