"""Rows of reports and of moderators' acts. The acts are the log (対応の記録): nothing in it is changed or deleted."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address

OFFICER = "officer"  # the role of whoever decides for a town


class Reason(StrEnum):
    """The points of the code of conduct."""

    INSULT = "insult"  # words that hurt or threaten somebody
    PRIVACY = "privacy"  # somebody's name, face, address or other personal matters
    ADVERTISING = "advertising"  # advertising, or the same again and again
    FALSE = "false"  # not true, and harmful
    RIGHTS = "rights"  # somebody else's picture or text
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class Decision(StrEnum):
    HIDE = "hide"
    SHOW = "show"  # again, after it was hidden
    KEEP = "keep"  # looked at, and nothing is wrong with it


class Report(Base):
    """Somebody thinks that this goes against the code of conduct. One report a person and thing."""

    __tablename__ = "moderation_report"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "reporter"),
        Index("ix_moderation_report_open", "community", "answered_by"),
        Index("ix_moderation_report_town", "municipality", "answered_by"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40))  # slug; empty where a town's officers decide
    municipality: Mapped[str] = mapped_column(String(6), default="")  # code of that town
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[int] = mapped_column(BigId)  # number of the thing
    reporter: Mapped[Address] = mapped_column(AddressType, index=True)
    reason: Mapped[Reason] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")  # for the moderators only
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(BigId)  # the act after it


class ModerationAct(Base):
    """What a moderator did, and why. Members read everything here except who did it and whose it was."""

    __tablename__ = "moderation_act"
    __table_args__ = (
        Index("ix_moderation_act_subject", "kind", "subject"),
        Index("ix_moderation_act_community", "community"),
        Index("ix_moderation_act_municipality", "municipality"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40))  # slug; empty where a town's officer decided
    municipality: Mapped[str] = mapped_column(String(6), default="")  # code of that town
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[int] = mapped_column(BigId)
    author: Mapped[Address] = mapped_column(AddressType, index=True)  # who is told why
    decision: Mapped[Decision] = mapped_column(String(8))
    reason: Mapped[Reason] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)  # the public reason
    role: Mapped[str] = mapped_column(String(20))  # in which the moderator acted: of the community, or OFFICER
    moderator: Mapped[Address] = mapped_column(AddressType, index=True)
    reports: Mapped[int] = mapped_column()  # how many it answers
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
