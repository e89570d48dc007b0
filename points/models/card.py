"""Paper cards (紙カード): a printed QR for people without a phone, what counter staff did with it, and a town's rules.

A card points to an account without a person, which holds the points; a new card for a lost one points to the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, PointsType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from chain.units import Points

MOST_IN_BATCH = 500
SHEETS_LIFE = timedelta(days=7)  # how long sheets can be printed again
MOST_PIN_MISSES = 5
PIN_ABOVE = Points(1_000)
PIN_ABOVE_A_DAY = Points(3_000)


class CardState(StrEnum):
    PRINTED = "printed"  # in stock: takes points, pays nothing
    ACTIVE = "active"  # with its holder
    BLOCKED = "blocked"  # reported lost
    REPLACED = "replaced"  # for good: another card took over


class CardActKind(StrEnum):
    MAKE = "make"  # a batch
    PRINT = "print"  # downloaded its sheets
    FINISH_PRINTING = "finish_printing"
    HAND_OVER = "hand_over"
    HAND_OVER_BATCH = "hand_over_batch"  # by post
    PIN = "pin"
    BLOCK = "block"
    UNBLOCK = "unblock"
    REPLACE = "replace"
    CHARGE = "charge"  # began a grant to this card alone
    RULES = "rules"


class CardBatch(Base):
    __tablename__ = "points_card_batch"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    label: Mapped[str] = mapped_column(String(100))
    count: Mapped[int] = mapped_column(Integer)
    made_by: Mapped[Address] = mapped_column(AddressType)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # since then nobody can print it any more


class Card(Base):
    __tablename__ = "points_card"
    __table_args__ = (Index("ix_points_card_municipality_state", "municipality", "state"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("points_card_batch.id"), index=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    number: Mapped[str] = mapped_column(String(9), unique=True)
    token_hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    token_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # only while it may be printed
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    state: Mapped[CardState] = mapped_column(String(16), default=CardState.PRINTED)
    pin_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    pin_misses: Mapped[int] = mapped_column(Integer, default=0)  # at tills, since the last right one
    page_misses: Mapped[int] = mapped_column(Integer, default=0)  # on the public page, apart: it must not lock tills
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("points_card.id"))


class CardPayment(Base):
    """Which card paid, and whether its holder typed the PIN."""

    __tablename__ = "points_card_payment"

    payment_row_id: Mapped[int] = mapped_column(ForeignKey("points_payment.id"), primary_key=True, autoincrement=False)
    card_id: Mapped[int] = mapped_column(ForeignKey("points_card.id"), index=True)
    had_pin: Mapped[bool]


class CardAct(Base):
    """What counter staff did. Written in the transaction of the act itself."""

    __tablename__ = "points_card_act"
    __table_args__ = (Index("ix_points_card_act_municipality_at", "municipality", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    kind: Mapped[CardActKind] = mapped_column(String(16))
    officer: Mapped[Address] = mapped_column(AddressType)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("points_card_batch.id"), index=True)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("points_card.id"), index=True)


class CardRules(Base):
    """A town's own; without a row the defaults above."""

    __tablename__ = "points_card_rules"

    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, primary_key=True)
    pin_above: Mapped[Points] = mapped_column(PointsType)  # one payment without PIN at most
    pin_above_a_day: Mapped[Points] = mapped_column(PointsType)  # all payments of a day without PIN at most
    phone: Mapped[str] = mapped_column(String(40))  # printed: where to call when a card is lost
    changed_by: Mapped[Address] = mapped_column(AddressType)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WithdrawnSale(Base):
    """A till gave this sale up. A card, unlike a phone's code, could still be charged by a request under way."""

    __tablename__ = "points_withdrawn_sale"

    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    request_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
