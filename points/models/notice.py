"""Notices (お知らせ) to a person: what happened to their points, and which of it reaches them by mail or push."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address

EXPIRY_DAYS = (30, 14, 7, 3, 1)  # before the last day; what a person may choose from
MOST_ATTEMPTS = 6
_FIRST_RETRY = timedelta(minutes=5)  # longer than a mail server is waited for
_RETRY_GROWTH = 4


class NoticeKind(StrEnum):
    EXPIRY = "expiry"  # points will expire soon
    GRANT = "grant"  # points came from a municipality
    GIFT = "gift"  # points came from another person
    PAYMENT = "payment"
    REFUND = "refund"
    DRAW = "draw"  # a prize was won
    AUCTION = "auction"  # what became of a bid, or of a name
    TICKET = "ticket"  # seats that one waited for are free
    VOTE = "vote"  # a community's vote opened, or closes soon
    COMMUNITY = "community"  # news of a community, or a moderator's decision about one's own words
    IDEA = "idea"  # a comment on one's own idea, or what became of it
    EVENT = "event"  # a place at an event one waited for, or an event that changed
    RIGHT = "right"  # what the seller of a right did for its holder
    FAMILY = "family"  # somebody may act for one, or no more
    IDENTITY = "identity"  # the identity check runs out, or went to another account
    TOWN = "town"  # what a town writes to some of its people; nobody hears it who did not ask to
    OFFICE = "office"  # somebody who works in a town's console is asked for something, or told what became of it


class Channel(StrEnum):
    """Besides the page of notices, which shows every one."""

    MAIL = "mail"
    PUSH = "push"  # to each browser that the person switched it on in


DEFAULT_MAIL = (
    NoticeKind.EXPIRY, NoticeKind.GRANT, NoticeKind.GIFT, NoticeKind.REFUND, NoticeKind.DRAW, NoticeKind.AUCTION,
    NoticeKind.TICKET, NoticeKind.RIGHT, NoticeKind.VOTE, NoticeKind.EVENT, NoticeKind.COMMUNITY,
    NoticeKind.IDEA, NoticeKind.IDENTITY, NoticeKind.FAMILY, NoticeKind.OFFICE,
)  # fmt: skip
# Who switches push on wants to hear; but of what a town writes only who said so: docs/decisions/0064.
DEFAULT_PUSH = tuple(kind for kind in NoticeKind if kind is not NoticeKind.TOWN)
DEFAULT_EXPIRY_DAYS = (14, 3)


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
    subject: Mapped[str] = mapped_column(String(140))  # what it is about: an act on chain, or a day
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NoticeDelivery(Base):
    """A notice on its way out of the house. The row goes when it has arrived or cannot any more."""

    __tablename__ = "points_notice_delivery"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("points_notice.id", ondelete="CASCADE"), index=True)
    channel: Mapped[Channel] = mapped_column(String(8))
    browser_id: Mapped[int | None] = mapped_column(
        ForeignKey("points_push_subscription.id", ondelete="CASCADE"), index=True
    )  # which browser, of a push message
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
    browser: Mapped[str] = mapped_column(String(60))  # as its owner knows it again
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class NoticeMark(Base):
    """How far a job has come: the last block it told people about, the last day it looked for expiring points."""

    __tablename__ = "points_notice_mark"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


@dataclass(frozen=True, slots=True)
class Choices:
    mail: frozenset[NoticeKind] = frozenset(DEFAULT_MAIL)
    push: frozenset[NoticeKind] = frozenset(DEFAULT_PUSH)
    expiry_days: tuple[int, ...] = DEFAULT_EXPIRY_DAYS

    @property
    def hears_towns(self) -> bool:
        """Has this person agreed to news from towns, by mail or by push?"""
        return NoticeKind.TOWN in self.mail | self.push

    def of(self, channel: Channel) -> frozenset[NoticeKind]:
        return self.mail if channel is Channel.MAIL else self.push


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    account: Address
    kind: NoticeKind
    subject: str
    facts: dict[str, Any] = field(default_factory=dict)


def is_due(expiry_day: int, days_before: Collection[int], since: int, today: int) -> bool:
    """Has one of the chosen days before the last day come after day `since`, up to `today`?"""
    return expiry_day >= today and any(since < expiry_day - days <= today for days in days_before)


def wait_after(attempts: int) -> timedelta:
    """How long a delivery that was tried `attempts` times (at least once) waits for the next one."""
    return _FIRST_RETRY * int(_RETRY_GROWTH ** (attempts - 1))
