"""What the chain says: collections, listings, sales, tokens and yen. Only projectors write here; all of it can be
rebuilt from logs alone. Facts carry (block_number, log_index, part); Token and YenBalance are derived from facts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, YenType
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Yen

# A serial fits 64 bits; our collections count from 1.
_Serial = BigInteger


class ChainCollection(Fact, Base):
    """The contract of a collection; logs of the collection itself are read from its block on."""

    __tablename__ = "chain_collection"

    address: Mapped[Address] = mapped_column(AddressType, unique=True)
    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    municipality: Mapped[int]
    block_time: Mapped[int] = mapped_column(BigInteger)


class ChainListing(Fact, Base):
    __tablename__ = "chain_listing"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    collection: Mapped[Address] = mapped_column(AddressType, index=True)
    price: Mapped[Yen] = mapped_column(YenType)
    supply: Mapped[int] = mapped_column(BigInteger)
    per_buyer: Mapped[int] = mapped_column(BigInteger)
    opens_at: Mapped[int] = mapped_column(BigInteger)
    closes_at: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)


class ListingCancelled(Fact, Base):
    __tablename__ = "listing_cancelled"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)


class Sale(Fact, Base):
    """A purchase that happened; a reorg of the chain cannot make two of one purchase id."""

    __tablename__ = "sale"
    __table_args__ = (Index("ix_sale_listing_buyer", "listing_number", "buyer"),)

    purchase_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    listing_number: Mapped[int] = mapped_column(BigInteger)
    buyer: Mapped[Address] = mapped_column(AddressType, index=True)
    recipient: Mapped[Address] = mapped_column(AddressType)
    quantity: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[Yen] = mapped_column(YenType)  # or points, where `payment_id` is theirs
    payment_id: Mapped[bytes | None] = mapped_column(Bytes32)  # of the points that paid; None: yen
    first_token_id: Mapped[int] = mapped_column(_Serial)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)

    @property
    def token_ids(self) -> list[int]:
        return list(range(self.first_token_id, self.first_token_id + self.quantity))


class SharePaid(Fact, Base):
    __tablename__ = "share_paid"

    purchase_id: Mapped[bytes] = mapped_column(Bytes32, index=True)
    payee: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)


class TokenTransfer(Fact, Base):
    __tablename__ = "token_transfer"
    __table_args__ = (Index("ix_token_transfer_token", "collection", "token_id"),)

    collection: Mapped[Address] = mapped_column(AddressType)
    token_id: Mapped[int] = mapped_column(_Serial)
    sender: Mapped[Address] = mapped_column(AddressType)  # the zero address: a mint
    receiver: Mapped[Address] = mapped_column(AddressType)  # the zero address: a burn
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class Token(Base):
    """The present owner of each token, derived from its transfers; a burned one has no row."""

    __tablename__ = "token"

    collection: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    token_id: Mapped[int] = mapped_column(_Serial, primary_key=True, autoincrement=False)
    owner: Mapped[Address] = mapped_column(AddressType, index=True)
    minted_at: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    since: Mapped[int] = mapped_column(BigInteger)  # when its owner got it, unix seconds


class YenTransfer(Fact, Base):
    __tablename__ = "yen_transfer"

    sender: Mapped[Address] = mapped_column(AddressType, index=True)
    receiver: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)


class YenBalance(Base):
    """Yen token of each account, a running sum of transfers; an account that holds none has no row."""

    __tablename__ = "yen_balance"

    account: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    amount: Mapped[int] = mapped_column(BigInteger)
