"""Who agreed that which service may know what, until when; and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address


class Ending(StrEnum):
    REPLACED = "replaced"  # by a new consent to other things
    WITHDRAWN = "withdrawn"


class UseKind(StrEnum):
    SIGN_IN = "sign_in"
    READ = "read"  # what the person agreed to was asked for
    REFRESH = "refresh"
    EVENT = "event"  # the service told of something the person did


class Subject(Base):
    """What a service calls an account: drawn by chance, another one for each service, the same after a withdrawal."""

    __tablename__ = "openid_subject"
    __table_args__ = (UniqueConstraint("account", "client_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account: Mapped[Address] = mapped_column(AddressType)
    client_id: Mapped[str] = mapped_column(String(24))
    subject: Mapped[str] = mapped_column(String(60), unique=True)


class Consent(Base):
    """Never changed but for its end: a new answer is a new row. `purposes` as they were shown, by scope."""

    __tablename__ = "openid_consent"
    __table_args__ = (
        Index(
            "ix_openid_consent_one_standing",
            "account",
            "client_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_openid_consent_account_client_id", "account", "client_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account: Mapped[Address] = mapped_column(AddressType)
    client_id: Mapped[str] = mapped_column(String(24))
    asked: Mapped[list[str]] = mapped_column(JSON)
    given: Mapped[list[str]] = mapped_column(JSON)  # of what was asked
    purposes: Mapped[dict[str, list[str]]] = mapped_column(JSON)  # [Japanese, English]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ending: Mapped[Ending | None] = mapped_column(String(12))


class ConsentUse(Base):
    """How often on a day, not each time: enough for the person, no track of every minute."""

    __tablename__ = "openid_use"
    __table_args__ = (UniqueConstraint("consent_id", "day", "kind"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    consent_id: Mapped[int] = mapped_column(BigId, ForeignKey("openid_consent.id"), index=True)
    day: Mapped[date] = mapped_column(Date)
    kind: Mapped[UseKind] = mapped_column(String(12))
    times: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
