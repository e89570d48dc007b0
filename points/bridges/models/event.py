"""One event that a service sent: taken or refused, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode

MOST_REFUSED = 200  # refused requests of one service that are kept, the newest
CONTENT_LIFE = timedelta(days=90)  # then what an event said is forgotten; that it was there is not


class EventState(StrEnum):
    REFUSED = "refused"  # the sender was told why
    WAITING = "waiting"  # taken, not looked at yet
    HANDED_ON = "handed_on"  # to whatever gives rewards
    TESTED = "tested"  # complete, and of a test subject: it ends here
    DEAD = "dead"  # somebody has to put it right
    DROPPED = "dropped"  # somebody decided that it counts for nothing


class ServiceEvent(Base):
    """`event_key` is the event's id where it was taken, and nothing where it was refused: a refused event may come
    again with the same id."""

    __tablename__ = "bridge_event"
    __table_args__ = (
        UniqueConstraint("service_id", "event_key"),
        Index("ix_bridge_event_service_id_state_id", "service_id", "state", "id"),
        Index("ix_bridge_event_state_id", "state", "id"),
        Index("ix_bridge_event_municipality_type_occurred_at", "municipality", "type", "occurred_at", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("bridge_service.id"))
    event_key: Mapped[str | None] = mapped_column(String(200))
    fingerprint: Mapped[bytes | None] = mapped_column(Bytes32)
    event_id: Mapped[str] = mapped_column(String(200), default="")
    type: Mapped[str] = mapped_column(String(100), default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    municipality: Mapped[MunicipalityCode | None] = mapped_column(MunicipalityCodeType)
    occurred_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    webhook_id: Mapped[str] = mapped_column(String(200), default="")
    headers: Mapped[dict[str, str]] = mapped_column(JSON)
    content_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # the event as JSON, its subject covered
    subject_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # only until it is known whose account it is
    account: Mapped[Address | None] = mapped_column(AddressType)
    state: Mapped[EventState] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(40), default="")
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    times_sent: Mapped[int] = mapped_column(Integer, default=1)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
