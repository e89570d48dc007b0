"""Gifts (譲渡) between people, where the program allows them. One gift may take several lots, each a signed act."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.clock import unix
from chain.db import AddressType, Base, BigId, Bytes32, PointsType, UtcDateTime
from chain.ids import Address
from chain.units import Points
from points.models.payment import PaymentState

MOST_LOTS = 8  # of one gift: each is a transaction


class Gift(Base):
    """What a person decided to give. `request_key` is made once per form, so that a repeated press finds the first."""

    __tablename__ = "points_gift"
    __table_args__ = (UniqueConstraint("sender", "request_key"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    sender: Mapped[Address] = mapped_column(AddressType)
    recipient: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Points] = mapped_column(PointsType)
    request_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    parts: Mapped[list[GiftPart]] = relationship(order_by="GiftPart.id", lazy="selectin")


class GiftPart(Base):
    """The points of one lot, with the signature over them."""

    __tablename__ = "points_gift_part"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    gift_row_id: Mapped[int] = mapped_column(ForeignKey("points_gift.id"), index=True)
    lot_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Points] = mapped_column(PointsType)
    nonce: Mapped[bytes] = mapped_column(Bytes32)
    deadline: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    gift_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # EIP-712 digest, the reference of its movement
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def part_state(part: GiftPart, block_number: int | None, final_block: int, now: datetime) -> PaymentState:
    """`block_number` is that of the projected movement, `final_block` the newest block that no reorg will take back."""
    if block_number is not None:
        return PaymentState.FINAL if block_number <= final_block else PaymentState.CONFIRMED
    if part.failure:
        return PaymentState.FAILED
    if part.signature is not None:
        return PaymentState.PENDING
    return PaymentState.AWAITING_SIGNATURE if unix(now) <= part.deadline else PaymentState.FAILED
