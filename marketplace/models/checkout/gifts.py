"""A gift (贈り物) by link: bought now, kept in custody, and taken by whoever opens the link with its secret."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address

GIFT_LIFE = timedelta(days=30)
LONGEST_MESSAGE = 200
LONGEST_NAME = 40


class GiftState(StrEnum):
    WAITING = "waiting"  # nobody has taken it
    TAKEN = "taken"
    RETURNED = "returned"  # to the buyer, after its time or by the buyer's wish


class Gift(Base):
    """One order's tokens. Only the hash of the secret is kept."""

    __tablename__ = "market_gift"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("market_order.id"), unique=True)
    giver: Mapped[Address] = mapped_column(AddressType, index=True)
    custody: Mapped[Address] = mapped_column(AddressType, index=True)  # an account of this gift alone
    giver_name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    recipient_name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    message: Mapped[str] = mapped_column(String(LONGEST_MESSAGE), default="")
    secret_hash: Mapped[bytes | None] = mapped_column(Bytes32, unique=True)
    state: Mapped[GiftState] = mapped_column(String(16), default=GiftState.WAITING)
    taker: Mapped[Address | None] = mapped_column(AddressType, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when it was taken or returned
