"""One use of a right (権利) at a place, from the scan of its code to the chain. What the chain did: RightUse."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address
from marketplace.models.token_acts import TokenActState


class RightRedemption(Base):
    """`use` counts from 1; `scan` is the nonce of `door`: a repeat is harmless. What a holder signed ahead on their own
    phone has no door yet, and `place` as the right names it (0: any of the municipality)."""

    __tablename__ = "right_redemption"
    __table_args__ = (
        Index("ix_right_redemption_token", "collection", "token_id"),
        Index("ix_right_redemption_door_scan", "door", "scan", unique=True),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)  # who borrowed it, while it is lent
    place: Mapped[int] = mapped_column(BigInteger)  # merchant id, as signed
    door: Mapped[int | None] = mapped_column(BigInteger)  # merchant id of who scanned
    use: Mapped[int]
    staff: Mapped[Address | None] = mapped_column(AddressType)
    scan: Mapped[str] = mapped_column(String(64), default="")
    deadline: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[TokenActState] = mapped_column(String(24), default=TokenActState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
