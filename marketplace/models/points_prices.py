"""What listings cost in points (地域ポイント): as an officer signed it, and as the chain says."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, PointsType, UtcDateTime
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Points
from marketplace.models.publishing import PublishState

MOST_POINTS = 10_000_000


class PointsPrice(Base):
    """`program_id` 0: in yen alone from now on. What holds is read from the chain."""

    __tablename__ = "market_points_price"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    listing_number: Mapped[int] = mapped_column(ForeignKey("listing.number"), index=True)
    program_id: Mapped[int] = mapped_column(BigInteger)
    merchant_id: Mapped[int] = mapped_column(BigInteger)
    price: Mapped[Points] = mapped_column(PointsType)
    officer: Mapped[Address] = mapped_column(AddressType)
    nonce: Mapped[int] = mapped_column(BigInteger)
    deadline: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ChainPointsPrice(Fact, Base):
    """The newest of a listing holds."""

    __tablename__ = "chain_points_price"
    __table_args__ = (Index("ix_chain_points_price_listing", "listing_number"),)

    listing_number: Mapped[int] = mapped_column(BigInteger)
    program_id: Mapped[int] = mapped_column(BigInteger)
    merchant_id: Mapped[int] = mapped_column(BigInteger)
    price: Mapped[int] = mapped_column(BigInteger)
