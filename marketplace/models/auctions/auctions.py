"""A naming auction as an officer wrote it. What is sold and what travels with it stands in its collection."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Yen
from marketplace.models.collections import Collection
from marketplace.models.publishing import PublishState
from marketplace.models.shares import Share, shares_of


class Auction(Base):
    """`number` is the auctionId on chain. Its reserve is the least first bid."""

    __tablename__ = "auction"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    collection_number: Mapped[int] = mapped_column(ForeignKey("collection.number"), index=True)
    reserve: Mapped[Yen] = mapped_column(YenType)
    increment: Mapped[Yen] = mapped_column(YenType)
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)  # as announced; bids may move the end
    extension_seconds: Mapped[int]
    shares: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    rules_ja: Mapped[str] = mapped_column(Text)  # which names are possible
    rules_en: Mapped[str] = mapped_column(Text, default="")
    criteria_ja: Mapped[str] = mapped_column(Text)  # how the town reviews a name
    criteria_en: Mapped[str] = mapped_column(Text, default="")
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger, default=0)  # of the officer's signature, unix seconds
    cancel_deadline: Mapped[int] = mapped_column(BigInteger, default=0)  # of a cancellation being signed
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    settle_attempts: Mapped[int] = mapped_column(default=0)  # how often its settlement was sent
    has_settlement_under_way: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    collection: Mapped[Collection] = relationship(lazy="joined", innerjoin=True)

    def typed_shares(self) -> list[Share]:
        return shares_of(self.shares)
