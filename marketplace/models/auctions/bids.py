"""A bid as its bidder signs it, and the sending back of yen that the coin once refused. The chain's word: facts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Yen
from marketplace.models.auctions.auctions import Auction


class BidState(StrEnum):
    AWAITING_SIGNATURE = "awaiting_signature"
    EXPIRED = "expired"  # was not signed in time
    PENDING = "pending"  # signed and in the outbox
    FAILED = "failed"  # refused for good; no yen moved
    LEADING = "leading"
    OUTBID = "outbid"
    WON = "won"
    RETURNED = "returned"  # the auction ended without a sale


class AuctionBid(Base):
    """`state` holds awaiting_signature, pending or failed; the others come from the projected facts."""

    __tablename__ = "auction_bid"
    __table_args__ = (Index("ix_auction_bid_bidder_created_at", "bidder", "created_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    auction_number: Mapped[int] = mapped_column(ForeignKey("auction.number"), index=True)
    bidder: Mapped[Address] = mapped_column(AddressType)
    amount: Mapped[Yen] = mapped_column(YenType)
    bid_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    salt: Mapped[bytes] = mapped_column(Bytes32)
    valid_before: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[BidState] = mapped_column(String(24), default=BidState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    was_told: Mapped[bool] = mapped_column(default=False)  # what became of it
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    auction: Mapped[Auction] = relationship(lazy="joined", innerjoin=True)


class BidRefund(Base):
    """Somebody asked that yen kept for them be sent. It needs no signature: they can only go to their owner."""

    __tablename__ = "auction_bid_refund"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    is_under_way: Mapped[bool] = mapped_column(default=True)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
