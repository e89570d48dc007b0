"""What happens between the holder of a right and its seller before a use is counted on chain.

A holder's address or wish is sealed, read by the seller alone, and erased when it has served.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address

KEPT_AFTER_DELIVERY = timedelta(days=30)  # to look into what did not arrive


class ShippingAddress(Base):
    """Where the deliveries of one token go (お届け先): the next one, or all that come (`is_standing`).

    With it the holder agrees that one use is counted when a delivery is sent; who keeps the key signs that use ahead
    (`signed_id`). `erase_at`: empty while a delivery waits for it.
    """

    __tablename__ = "shipping_address"
    __table_args__ = (Index("ix_shipping_address_token", "collection", "token_id", unique=True),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    is_standing: Mapped[bool]
    country: Mapped[str] = mapped_column(String(2))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    signed_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("right_redemption.id"))
    erase_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ShippingAddressView(Base):
    """Somebody of the seller looked at an address, on a page or in a list."""

    __tablename__ = "shipping_address_view"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    address_id: Mapped[int] = mapped_column(BigId, ForeignKey("shipping_address.id"), index=True)
    viewer: Mapped[Address] = mapped_column(AddressType)
    viewed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DeliveryState(StrEnum):
    SENT = "sent"
    ARRIVED = "arrived"
    MISSING = "missing"  # the holder says that it did not arrive


class Delivery(Base):
    """One delivery that was sent (お届け). `use` is the use of the right it counts as; `times`: how often it was sent,
    as what got lost is sent once more without another use."""

    __tablename__ = "right_delivery"
    __table_args__ = (Index("ix_right_delivery_token_use", "collection", "token_id", "use", unique=True),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    use: Mapped[int]
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    carrier: Mapped[str] = mapped_column(String(40))
    tracking: Mapped[str] = mapped_column(String(40), default="")
    times: Mapped[int] = mapped_column(default=1)
    state: Mapped[DeliveryState] = mapped_column(String(16), default=DeliveryState.SENT)
    sent_by: Mapped[Address] = mapped_column(AddressType)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    redemption_id: Mapped[int] = mapped_column(BigId, ForeignKey("right_redemption.id"))


class ExerciseState(StrEnum):
    AWAITING_SIGNATURE = "awaiting_signature"  # of a holder who keeps the key
    DECLARED = "declared"
    ANSWERED = "answered"
    DECLINED = "declined"  # it is not
    WITHDRAWN = "withdrawn"


class Exercise(Base):
    """A holder makes use of a right (行使), and the seller answers with a day and what is next. The answer counts
    the use, unless a door will (観覧権)."""

    __tablename__ = "right_exercise"
    __table_args__ = (Index("ix_right_exercise_token", "collection", "token_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    use: Mapped[int]
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # the holder's wish; none once it was erased
    state: Mapped[ExerciseState] = mapped_column(String(24), default=ExerciseState.DECLARED)
    day: Mapped[date | None] = mapped_column(Date)  # that the seller names
    answer: Mapped[str] = mapped_column(String(600), default="")
    answered_by: Mapped[Address | None] = mapped_column(AddressType)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    redemption_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("right_redemption.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ShippingReminder(Base):
    """The holder was reminded that no address is known for a season."""

    __tablename__ = "shipping_reminder"
    __table_args__ = (Index("ix_shipping_reminder_once", "collection", "token_id", "use", "season", unique=True),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    use: Mapped[int]
    season: Mapped[date] = mapped_column(Date)  # its first day
    reminded_at: Mapped[datetime] = mapped_column(UtcDateTime)
