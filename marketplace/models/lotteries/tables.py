"""A lottery, its entries, and the listings through which those chosen buy, one round after the other."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime, YenType
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Yen
from marketplace.models.collections import Collection
from marketplace.models.eligibility.rules import Eligibility, eligibility_from_json
from marketplace.models.publishing import PublishState
from marketplace.models.shares import Share, shares_of


class LotteryState(StrEnum):
    SOON = "soon"
    OPEN = "open"
    CLOSED = "closed"  # entries are over; an officer fixes them on chain
    FIXING = "fixing"  # they are on their way there, or wait for the block that decides
    DRAWN = "drawn"
    CALLED_OFF = "called_off"


class Lottery(Base):
    """`number` is the lotteryId on chain. One entry is one card. `state` is that of fixing the entries."""

    __tablename__ = "market_lottery"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    collection_number: Mapped[int] = mapped_column(ForeignKey("collection.number"), index=True)
    price: Mapped[Yen] = mapped_column(YenType)
    cards: Mapped[int]  # so many may buy
    buy_days: Mapped[int]  # each round is open so long
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    shares: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    seed_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    seed_hash: Mapped[bytes] = mapped_column(Bytes32)
    officer: Mapped[Address] = mapped_column(AddressType)
    entries_root: Mapped[bytes | None] = mapped_column(Bytes32)
    entries: Mapped[int] = mapped_column(default=0)  # once they are fixed
    deadline: Mapped[int] = mapped_column(BigInteger, default=0)
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    seed: Mapped[bytes | None] = mapped_column(Bytes32)  # shown once drawn
    block_number: Mapped[int | None] = mapped_column(BigInteger)  # the one that decided
    block_hash: Mapped[bytes | None] = mapped_column(Bytes32)
    drawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    eligibility: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # who may enter and buy; empty: everybody
    called_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    called_off_because: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    collection: Mapped[Collection] = relationship(lazy="joined", innerjoin=True)

    def typed_shares(self) -> list[Share]:
        return shares_of(self.shares)

    def typed_eligibility(self) -> Eligibility:
        return eligibility_from_json(self.eligibility)


class LotteryEntry(Base):
    """`place`: 0 is drawn first."""

    __tablename__ = "market_lottery_entry"
    __table_args__ = (UniqueConstraint("lottery_number", "account"), UniqueConstraint("lottery_number", "person"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    lottery_number: Mapped[int] = mapped_column(ForeignKey("market_lottery.number"))
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    person: Mapped[bytes | None] = mapped_column(Bytes32)  # the registry's number, where a lottery counts persons
    place: Mapped[int | None]
    was_told: Mapped[bool] = mapped_column(default=False, server_default=false())  # that the own turn to buy has come
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LotteryRound(Base):
    """A listing for the entrants of places `first` to `last`, without `last`."""

    __tablename__ = "market_lottery_round"

    listing_number: Mapped[int] = mapped_column(ForeignKey("listing.number"), primary_key=True, autoincrement=False)
    lottery_number: Mapped[int] = mapped_column(ForeignKey("market_lottery.number"), index=True)
    first: Mapped[int]
    last: Mapped[int]


class ChainLottery(Fact, Base):
    """The block of this fact fixed the entries; the next one decides."""

    __tablename__ = "chain_lottery"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    entries_root: Mapped[bytes] = mapped_column(Bytes32)
    entries: Mapped[int] = mapped_column(BigInteger)


class ChainLotteryCancelled(Fact, Base):
    """It was called off before its entries were fixed."""

    __tablename__ = "chain_lottery_cancelled"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)


def lottery_state(lottery: Lottery, now: datetime) -> LotteryState:
    if lottery.called_off_at is not None:
        return LotteryState.CALLED_OFF
    if lottery.drawn_at is not None:
        return LotteryState.DRAWN
    if lottery.state == PublishState.PENDING:
        return LotteryState.FIXING
    if now < lottery.opens_at:
        return LotteryState.SOON
    return LotteryState.OPEN if now < lottery.closes_at else LotteryState.CLOSED
