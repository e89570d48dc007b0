"""A booking as its buyer signs it, and what holders sign later: returns and gifts. The chain's word: facts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.ids import Address
from marketplace.models.orders import OrderState
from marketplace.models.tickets.services import TicketService


class TicketBooking(Base):
    """`state` holds awaiting_signature, pending or failed; what is beyond comes from the projected booking."""

    __tablename__ = "ticket_booking"
    __table_args__ = (Index("ix_ticket_booking_buyer_created_at", "buyer", "created_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_number: Mapped[int] = mapped_column(ForeignKey("ticket_service.number"), index=True)
    checkout_id: Mapped[int | None] = mapped_column(ForeignKey("market_checkout.id"), index=True)  # paid with others
    buyer: Mapped[Address] = mapped_column(AddressType)
    recipient: Mapped[Address] = mapped_column(AddressType)
    fares: Mapped[list[list[int]]] = mapped_column(JSON)  # [fare number, quantity] each
    first_slot: Mapped[int] = mapped_column(BigInteger)
    slots: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)  # yen, or points of `program_id`
    program_id: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")  # 0: paid in yen
    points_payment: Mapped[int | None] = mapped_column(BigInteger)  # row of the payment in points
    booking_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    salt: Mapped[bytes] = mapped_column(Bytes32)
    valid_before: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    service: Mapped[TicketService] = relationship(lazy="joined", innerjoin=True)


class HolderActKind(StrEnum):
    RETURN = "return"
    GIVE = "give"
    ADMIT = "admit"


class HolderAct(Base):
    """A holder gives tickets back, gives them to `receiver`, or has them admitted at `place` (leg and units)."""

    __tablename__ = "ticket_holder_act"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    kind: Mapped[HolderActKind] = mapped_column(String(16))
    token_id: Mapped[int] = mapped_column(BigInteger, index=True)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    receiver: Mapped[Address | None] = mapped_column(AddressType)
    quantity: Mapped[int] = mapped_column(default=0)
    least_refund: Mapped[int] = mapped_column(BigInteger, default=0)
    leg: Mapped[int] = mapped_column(default=0)
    units: Mapped[int] = mapped_column(BigInteger, default=0)
    place: Mapped[int] = mapped_column(BigInteger, default=0)
    door: Mapped[int | None] = mapped_column(BigInteger, index=True)  # merchant id of who scanned
    staff: Mapped[Address | None] = mapped_column(AddressType)  # who admitted
    scan: Mapped[str] = mapped_column(String(64), default="", index=True)  # the door's nonce: a repeat is harmless
    nonce: Mapped[int] = mapped_column(BigInteger, default=0)
    deadline: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
