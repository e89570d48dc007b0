"""Notices (お知らせ) to a person: what happened to their points, and which of it reaches them by mail or push."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address

EXPIRY_DAYS = (30, 7, 1)  # before the last day


class NoticeKind(StrEnum):
    EXPIRY = "expiry"  # points will expire soon
    GRANT = "grant"  # points came from a municipality
    PAYMENT = "payment"
    REFUND = "refund"
    GIFT = "gift"  # points came from another person


class Channel(StrEnum):
    MAIL = "mail"
    PUSH = "push"


DEFAULT_MAIL = (NoticeKind.EXPIRY, NoticeKind.GRANT, NoticeKind.REFUND, NoticeKind.GIFT)
DEFAULT_PUSH = tuple(NoticeKind)  # who switches push on wants to hear
DEFAULT_EXPIRY_DAYS = (7,)


class Notice(Base):
    """One thing a person is told, once: (account, kind, subject) is unique. `facts` fill the sentence, so that it can
    be said in any language; names stand in them as they were then."""

    __tablename__ = "points_notice"
    __table_args__ = (
        UniqueConstraint("account", "kind", "subject"),
        Index("ix_points_notice_account_read_at", "account", "read_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account: Mapped[Address] = mapped_column(AddressType)
    kind: Mapped[NoticeKind] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(120))  # what it is about: an act's id, or a lot and a number of days
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NoticeDelivery(Base):
    """A notice on its way to a mail box or to one browser. The row goes when it has arrived or cannot any more."""

    __tablename__ = "points_notice_delivery"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("points_notice.id", ondelete="CASCADE"), index=True)
    channel: Mapped[Channel] = mapped_column(String(8))
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class NoticeChoice(Base):
    """What a person chose; without a row the defaults above hold."""

    __tablename__ = "points_notice_choice"

    account: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    mail: Mapped[list[str]] = mapped_column(JSON)  # kinds
    push: Mapped[list[str]] = mapped_column(JSON)
    expiry_days: Mapped[list[int]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PushSubscription(Base):
    """A browser that takes push messages. Its address and keys are sealed: who has them can write to it."""

    __tablename__ = "points_push_subscription"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    endpoint_hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class NoticeMark(Base):
    """How far a job has come: the last block it told people about, the last day it looked for expiring points."""

    __tablename__ = "points_notice_mark"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


def due_threshold(days_left: int) -> int | None:
    """The number of days to speak of now: the smallest of `EXPIRY_DAYS` that the days left have come down to."""
    return min((days for days in EXPIRY_DAYS if days >= days_left), default=None)
