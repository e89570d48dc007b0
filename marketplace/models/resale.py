"""Resale between holders: an ask signed by who holds a token, an offer whose yen authorization the buyer signed, and
the sums of a sale. What happened of them is in the ledger (Resale)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime, YenType
from chain.errors import Invalid
from chain.ids import ZERO_ADDRESS, Address
from chain.units import Yen

MOST_PRICE = 1_000_000_000
_WHOLE = 10_000


class OfferState(StrEnum):
    """`confirmed`, `final` and `expired` are never stored: they follow from the ledger and the clock."""

    AWAITING_SIGNATURE = "awaiting_signature"
    OPEN = "open"  # signed; waits for the holder
    PENDING = "pending"  # both have signed; in the outbox
    CONFIRMED = "confirmed"
    FINAL = "final"
    FAILED = "failed"  # refused by the chain; no yen moved
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ResaleAsk(Base):
    """A holder's word to sell one token. `buyer` zero: to anybody. Void once the token moved or its asks were
    withdrawn."""

    __tablename__ = "resale_ask"
    __table_args__ = (Index("ix_resale_ask_token", "collection", "token_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    seller: Mapped[Address] = mapped_column(AddressType, index=True)
    buyer: Mapped[Address] = mapped_column(AddressType, default=ZERO_ADDRESS)
    price: Mapped[Yen] = mapped_column(YenType)
    proceeds: Mapped[Yen] = mapped_column(YenType)  # the least the seller gets
    moves: Mapped[int] = mapped_column(BigInteger)
    deadline: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    offer_id: Mapped[int | None] = mapped_column(BigId, index=True)  # the offer it accepts
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ResaleOffer(Base):
    """A buyer's offer for one token: to take an ask (`ask_id`), or for its holder to accept."""

    __tablename__ = "resale_offer"
    __table_args__ = (Index("ix_resale_offer_token", "collection", "token_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    buyer: Mapped[Address] = mapped_column(AddressType, index=True)
    price: Mapped[Yen] = mapped_column(YenType)
    least_uses: Mapped[int] = mapped_column(default=0)
    valid_before: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    salt: Mapped[bytes] = mapped_column(Bytes32)
    offer_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # its digest, the nonce of the yen authorization
    ask_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("resale_ask.id"), index=True)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[OfferState] = mapped_column(String(24), default=OfferState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    error_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class ResaleSums:
    """Where the price of a resale goes; the three sum to it."""

    price: Yen
    royalty: Yen  # to the town
    fee: Yen  # to the platform
    proceeds: Yen  # to the seller


def resale_sums(price: Yen, royalty_basis_points: int, fee_basis_points: int) -> ResaleSums:
    """As the contract divides: both parts rounded down, the rest to the seller."""
    royalty = int(price) * royalty_basis_points // _WHOLE
    fee = int(price) * fee_basis_points // _WHOLE
    return ResaleSums(price, Yen(royalty), Yen(fee), Yen(int(price) - royalty - fee))


def check_price(price: Yen) -> None:
    """Raises: Invalid naming the field."""
    if int(price) == 0:
        raise Invalid("price", "zero")
    if int(price) > MOST_PRICE:
        raise Invalid("price", "too_large", most=MOST_PRICE)
