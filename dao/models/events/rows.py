"""Rows of events: the event as its town wrote it, the replies of those who want to come, and who helps at the door."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address
from dao.models.events.places import ReplyState, Standing


class EventKind(StrEnum):
    TOUR = "tour"
    EXHIBITION = "exhibition"
    HARVEST = "harvest"
    MEETING = "meeting"


class Audience(StrEnum):
    EVERYBODY = "everybody"
    MEMBERS = "members"  # who belongs to the community: by its card, or by a role
    CARD = "card"  # who holds an ambassador card or digital resident card of the event's town
    SERIES = "series"  # who holds a thing of one series
    TIER = "tier"  # who reaches a tier of the community's token


class CommunityEvent(Base):
    """Written by an officer of `municipality`, whose town answers for it, or by a steward of its community."""

    __tablename__ = "community_event"
    __table_args__ = (Index("ix_community_event_begins_at", "begins_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40), index=True)  # slug
    municipality: Mapped[str] = mapped_column(String(6), index=True)
    kind: Mapped[EventKind] = mapped_column(String(12))
    title_ja: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80), default="")
    body_ja: Mapped[str] = mapped_column(Text, default="")  # Markdown
    body_en: Mapped[str] = mapped_column(Text, default="")
    place_ja: Mapped[str] = mapped_column(String(120))
    place_en: Mapped[str] = mapped_column(String(120), default="")
    begins_at: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    ends_at: Mapped[int] = mapped_column(BigInteger)
    capacity: Mapped[int] = mapped_column()
    most_companions: Mapped[int] = mapped_column(default=0)
    confirm_hours: Mapped[int] = mapped_column(default=24)  # how long an offered place waits for its answer
    audience: Mapped[Audience] = mapped_column(String(10))
    series: Mapped[Address | None] = mapped_column(AddressType)  # whose holders are invited
    tier: Mapped[str | None] = mapped_column(String(42))  # its key, "" for all holders of the token; else None
    ticket_service: Mapped[int | None] = mapped_column(
        BigInteger, index=True
    )  # the marketplace's service whose ticket one needs
    survey_id: Mapped[int | None] = mapped_column(BigInteger)  # what those who came are asked afterwards
    told_survey: Mapped[int | None] = mapped_column(BigInteger)  # the survey they have been told of
    picture: Mapped[str] = mapped_column(String(80), default="")  # name in the content store
    picture_words: Mapped[str] = mapped_column(String(120), default="")  # what is to be seen
    written_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    called_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    called_off_reason: Mapped[str] = mapped_column(String(300), default="")
    replies: Mapped[int] = mapped_column(default=0)  # how many turns of the line were given out


class EventReply(Base):
    """One account's answer to one event; a second answer changes it and goes to the end of the line."""

    __tablename__ = "event_reply"
    __table_args__ = (Index("ix_event_reply_event_id_account", "event_id", "account", unique=True),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("community_event.id"))
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    companions: Mapped[int] = mapped_column(default=0)
    state: Mapped[ReplyState] = mapped_column(String(10))
    turn: Mapped[int] = mapped_column()
    offered_until: Mapped[int | None] = mapped_column(BigInteger)  # unix seconds
    code: Mapped[str] = mapped_column(String(16), unique=True)  # shown at the door
    home: Mapped[str] = mapped_column(String(6), default="")  # municipality code, other, abroad; "" = not told
    came: Mapped[int] = mapped_column(default=0)  # people let in
    came_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entry: Mapped[str] = mapped_column(String(64), default="")  # nonce of the entry: sent twice it counts once
    let_in_by: Mapped[Address | None] = mapped_column(AddressType)
    replied_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def party(self) -> int:
        return 1 + self.companions

    @property
    def standing(self) -> Standing:
        return Standing(self.id, ReplyState(self.state), self.party, self.turn)


class EventHelper(Base):
    """Somebody who may let people in at this event, besides the town's officers."""

    __tablename__ = "event_helper"

    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("community_event.id"), primary_key=True)
    account: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EventGrant(Base):
    """The one grant of points for coming to an event, which the points domain has drafted."""

    __tablename__ = "event_grant"

    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("community_event.id"), primary_key=True)
    program: Mapped[int] = mapped_column(BigInteger)
    each: Mapped[int] = mapped_column(BigInteger)  # points
    campaign: Mapped[int] = mapped_column(BigInteger)
    made_by: Mapped[Address] = mapped_column(AddressType)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
