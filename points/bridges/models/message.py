"""Where a service is told things (お知らせの送り先), and one message to it: what it says and how far it got."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, UtcDateTime

MOST_ADDRESS = 500


class MessageState(StrEnum):
    WAITING = "waiting"  # for its turn, for the next attempt, or for the address to be put right
    SENT = "sent"
    GIVEN_UP = "given_up"


class Webhook(Base):
    """A service's address; without one nothing is told. One message at a time is on its way to it."""

    __tablename__ = "bridge_webhook"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("bridge_service.id"), unique=True)
    url: Mapped[str] = mapped_column(String(MOST_ADDRESS))
    is_on: Mapped[bool] = mapped_column(Boolean, default=True)  # off once it has answered 410 (Gone)
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    free_at: Mapped[datetime] = mapped_column(UtcDateTime)  # nothing is sent before: one is on its way, or it is tired
    failures: Mapped[int] = mapped_column(Integer, default=0)  # in a row, of those that a pause helps against


class ServiceMessage(Base):
    """`message_id` is the same at every attempt, by which the service knows what it has already."""

    __tablename__ = "bridge_message"
    __table_args__ = (
        Index("ix_bridge_message_service_id_id", "service_id", "id"),
        Index("ix_bridge_message_state_next_try_at", "state", "next_try_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("bridge_service.id"))
    message_id: Mapped[str] = mapped_column(String(40), unique=True)
    type: Mapped[str] = mapped_column(String(60))
    body_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[MessageState] = mapped_column(String(8), default=MessageState.WAITING)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_status: Mapped[int] = mapped_column(Integer, default=0)  # 0: there was no answer, or no attempt
    last_error: Mapped[str] = mapped_column(String(20), default="")
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
