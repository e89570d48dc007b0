"""A listing (出品): a collection on sale at a fixed price, and the one rule that says whether it can be bought now."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Yen
from marketplace.models.collections import Collection
from marketplace.models.eligibility.rules import Eligibility, eligibility_from_json
from marketplace.models.publishing import PublishState
from marketplace.models.shares import Share, shares_of


class SaleState(StrEnum):
    """What a visitor may know about a listing right now."""

    PREPARING = "preparing"  # not on chain yet
    UPCOMING = "upcoming"
    ON_SALE = "on_sale"
    SOLD_OUT = "sold_out"
    ENDED = "ended"
    CANCELLED = "cancelled"
    FAILED = "failed"
    SUSPENDED = "suspended"  # its seller is; what was bought stays


class Listing(Base):
    """`number` is the listingId on chain."""

    __tablename__ = "listing"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    collection_number: Mapped[int] = mapped_column(ForeignKey("collection.number"), index=True)
    price: Mapped[Yen] = mapped_column(YenType)
    supply: Mapped[int] = mapped_column(BigInteger)
    per_buyer: Mapped[int] = mapped_column(default=0)  # 0 = no limit
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shares: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    eligibility: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # as signed; empty: for everybody
    tax_percent: Mapped[int] = mapped_column(default=10)  # consumption tax inside the price: 10, 8, or 0 where exempt
    featured: Mapped[int] = mapped_column(default=0)  # larger stands earlier on the front page
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger)
    cancel_deadline: Mapped[int] = mapped_column(BigInteger, default=0)  # of a cancellation being signed
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    collection: Mapped[Collection] = relationship(lazy="joined", innerjoin=True)

    def typed_shares(self) -> list[Share]:
        return shares_of(self.shares)

    def typed_eligibility(self) -> Eligibility:
        return eligibility_from_json(self.eligibility)


def sale_state(
    listing: Listing, *, on_chain: bool, cancelled: bool, sold: int, now: datetime, is_suspended: bool = False
) -> SaleState:
    """The chain's word first, then the calendar. The closing moment itself is closed, as in the contract."""
    if not on_chain:
        return SaleState.FAILED if listing.state == PublishState.FAILED else SaleState.PREPARING
    if cancelled:
        return SaleState.CANCELLED
    if sold >= listing.supply:
        return SaleState.SOLD_OUT
    if listing.closes_at is not None and now >= listing.closes_at:
        return SaleState.ENDED
    if is_suspended:
        return SaleState.SUSPENDED
    if now < listing.opens_at:
        return SaleState.UPCOMING
    return SaleState.ON_SALE
