"""Cards of one person (デジタル住民票, ファンクラブ会員証): where people ask for them, who asked,
and the perks that shops gave."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address
from marketplace.models.collections import Collection


class ApplicationState(StrEnum):
    WAITING = "waiting"  # for an officer
    PENDING = "pending"  # signed and in the outbox
    ISSUED = "issued"  # never stored: the ledger says so
    REFUSED = "refused"
    FAILED = "failed"  # refused by the chain


class CardDesk(Base):
    """A series of locked cards that people may ask for. `at_once`: the officer's key, kept here, signs each request by
    itself; `for_residents`: it does so for verified residents of the town, and others wait for an officer."""

    __tablename__ = "card_desk"

    collection_number: Mapped[int] = mapped_column(ForeignKey("collection.number"), primary_key=True)
    officer: Mapped[Address] = mapped_column(AddressType)
    at_once: Mapped[bool]
    for_residents: Mapped[bool] = mapped_column(default=False)
    is_open: Mapped[bool]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)

    collection: Mapped[Collection] = relationship(lazy="joined", innerjoin=True)


class CardPerson(Base):
    """Which person got a card of the series as a verified resident, so that another account of the person gets none."""

    __tablename__ = "card_person"

    collection_number: Mapped[int] = mapped_column(ForeignKey("card_desk.collection_number"), primary_key=True)
    person: Mapped[bytes] = mapped_column(Bytes32, primary_key=True)
    account: Mapped[Address] = mapped_column(AddressType)


class CardApplication(Base):
    """Somebody asks for a card; one row a person and series, used again after a refusal."""

    __tablename__ = "card_application"
    __table_args__ = (UniqueConstraint("collection_number", "applicant"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    collection_number: Mapped[int] = mapped_column(ForeignKey("card_desk.collection_number"))
    applicant: Mapped[Address] = mapped_column(AddressType, index=True)
    words: Mapped[str] = mapped_column(String(400), default="")  # what the applicant says for the officer
    state: Mapped[ApplicationState] = mapped_column(String(16), default=ApplicationState.WAITING)
    officer: Mapped[Address | None] = mapped_column(AddressType)  # who decides, or decided
    reason: Mapped[str] = mapped_column(String(400), default="")  # of a refusal
    nonce: Mapped[int] = mapped_column(BigInteger, default=0)
    deadline: Mapped[int] = mapped_column(BigInteger, default=0)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    desk: Mapped[CardDesk] = relationship(lazy="joined", innerjoin=True)


class PerkUse(Base):
    """A shop gave a perk to who showed the card. `perk`: its place in the list of the series; `scan`: the door's nonce,
    a repeat is harmless. Nothing of it is on chain: it says where a person was."""

    __tablename__ = "perk_use"
    __table_args__ = (
        Index("ix_perk_use_door_scan", "door", "scan", unique=True),
        Index("ix_perk_use_card", "collection", "token_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    perk: Mapped[int]
    door: Mapped[int] = mapped_column(BigInteger)  # merchant id
    staff: Mapped[Address] = mapped_column(AddressType)
    scan: Mapped[str] = mapped_column(String(64))
    used_on: Mapped[date] = mapped_column(Date)  # in Japan
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
