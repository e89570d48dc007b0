"""An order (注文): one purchase a buyer signs. Confirmed and final are read from the ledger, never stored here."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Yen
from marketplace.models.listings import Listing


class OrderState(StrEnum):
    AWAITING_SIGNATURE = "awaiting_signature"
    PENDING = "pending"  # signed and in the outbox
    CONFIRMED = "confirmed"  # in a block
    FINAL = "final"  # deep enough to stay
    FAILED = "failed"  # refused for good; no yen moved


class Order(Base):
    """`state` holds awaiting_signature, pending or failed; the two beyond come from the projected sale."""

    __tablename__ = "market_order"
    __table_args__ = (
        Index("ix_market_order_buyer_created_at", "buyer", "created_at"),
        Index("ix_market_order_valid_before", "valid_before"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    listing_number: Mapped[int] = mapped_column(ForeignKey("listing.number"), index=True)
    checkout_id: Mapped[int | None] = mapped_column(ForeignKey("market_checkout.id"), index=True)  # bought with others
    buyer: Mapped[Address] = mapped_column(AddressType)
    recipient: Mapped[Address] = mapped_column(AddressType)
    quantity: Mapped[int]
    total: Mapped[Yen] = mapped_column(YenType)  # or points of `program_id`, one of which is worth a yen
    program_id: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")  # 0: paid in yen
    points_payment: Mapped[int | None] = mapped_column(BigInteger)  # row of the payment in points
    purchase_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    salt: Mapped[bytes] = mapped_column(Bytes32)
    valid_before: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    listing: Mapped[Listing] = relationship(lazy="joined", innerjoin=True)


class FaucetRequest(Base):
    """Test yen asked for. At most so many a day and account."""

    __tablename__ = "faucet_request"
    __table_args__ = (Index("ix_faucet_request_account_day", "account", "day"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account: Mapped[Address] = mapped_column(AddressType)
    amount: Mapped[Yen] = mapped_column(YenType)
    day: Mapped[int]  # business day in Japan, days since 1970-01-01
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
