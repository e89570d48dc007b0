"""What the chain says of auctions. Only the projector writes here; all of it can be rebuilt from logs alone."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, YenType
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Yen


class ChainAuction(Fact, Base):
    __tablename__ = "chain_auction"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    collection: Mapped[Address] = mapped_column(AddressType, index=True)
    reserve: Mapped[Yen] = mapped_column(YenType)
    increment: Mapped[Yen] = mapped_column(YenType)
    opens_at: Mapped[int] = mapped_column(BigInteger)
    closes_at: Mapped[int] = mapped_column(BigInteger)  # as announced
    extension: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)


class AuctionCancelled(Fact, Base):
    __tablename__ = "auction_cancelled"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)


class ChainBid(Fact, Base):
    """A bid that counts. Amounts only rise within an auction, so one amount names one bid of it."""

    __tablename__ = "chain_bid"
    __table_args__ = (Index("ix_chain_bid_auction_amount", "auction_number", "amount"),)

    bid_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    auction_number: Mapped[int] = mapped_column(BigInteger)
    bidder: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    closes_at: Mapped[int] = mapped_column(BigInteger)  # the end after it
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class BidReturned(Fact, Base):
    """What became of a bid that lost: sent back, or kept for its owner where the coin refused (`is_held`)."""

    __tablename__ = "bid_returned"
    __table_args__ = (Index("ix_bid_returned_auction_amount", "auction_number", "amount"),)

    auction_number: Mapped[int] = mapped_column(BigInteger)
    bidder: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    is_held: Mapped[bool]
    block_time: Mapped[int] = mapped_column(BigInteger)


class BidWithdrawn(Fact, Base):
    """Yen kept for an account were sent to it after all."""

    __tablename__ = "bid_withdrawn"

    account: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    block_time: Mapped[int] = mapped_column(BigInteger)


class AuctionSettled(Fact, Base):
    __tablename__ = "auction_settled"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    winner: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class AuctionUnsold(Fact, Base):
    __tablename__ = "auction_unsold"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    block_time: Mapped[int] = mapped_column(BigInteger)


class TokenWinner(Fact, Base):
    """The first winner of a token, who stays so when it is sold on."""

    __tablename__ = "token_winner"
    __table_args__ = (Index("ix_token_winner_token", "collection", "token_id"),)

    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(BigInteger)
    winner: Mapped[Address] = mapped_column(AddressType, index=True)
