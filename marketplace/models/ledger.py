"""What the chain says: collections, listings, sales, tokens and yen. Only projectors write here; all of it can be
rebuilt from logs alone. Facts carry (block_number, log_index); Token and YenBalance are derived from facts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, YenType
from chain.ids import Address
from chain.units import Yen

# A serial fits 64 bits; our collections count from 1.
_Serial = BigInteger


class Fact:
    """Where on the chain a row comes from."""

    block_number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    log_index: Mapped[int] = mapped_column(primary_key=True)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class ChainCollection(Base):
    __tablename__ = "chain_collection"

    address: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    number: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    municipality: Mapped[int]
    max_supply: Mapped[int] = mapped_column(BigInteger, default=0)  # 2**63 - 1 stands for anything above
    votes: Mapped[bool] = mapped_column(default=False)
    locked: Mapped[bool] = mapped_column(default=False)
    block_number: Mapped[int] = mapped_column(BigInteger, index=True)
    block_time: Mapped[int] = mapped_column(BigInteger)


class ChainListing(Base):
    __tablename__ = "chain_listing"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    collection: Mapped[Address] = mapped_column(AddressType, index=True)
    price: Mapped[Yen] = mapped_column(YenType)
    supply: Mapped[int] = mapped_column(BigInteger)
    per_buyer: Mapped[int] = mapped_column(BigInteger)
    opens_at: Mapped[int] = mapped_column(BigInteger)
    closes_at: Mapped[int] = mapped_column(BigInteger)
    block_number: Mapped[int] = mapped_column(BigInteger, index=True)
    block_time: Mapped[int] = mapped_column(BigInteger)
    cancelled_block: Mapped[int | None] = mapped_column(BigInteger, index=True)


class Sale(Fact, Base):
    """A purchase that happened; a reorg of the chain cannot make two of one purchase id."""

    __tablename__ = "sale"
    __table_args__ = (Index("ix_sale_listing_buyer", "listing_number", "buyer"),)

    purchase_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    listing_number: Mapped[int] = mapped_column(BigInteger)
    buyer: Mapped[Address] = mapped_column(AddressType, index=True)
    recipient: Mapped[Address] = mapped_column(AddressType)
    quantity: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[Yen] = mapped_column(YenType)
    first_token_id: Mapped[int] = mapped_column(_Serial)

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


class Token(Base):
    """The present owner of each token, derived from its transfers."""

    __tablename__ = "token"

    collection: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    token_id: Mapped[int] = mapped_column(_Serial, primary_key=True, autoincrement=False)
    owner: Mapped[Address] = mapped_column(AddressType, index=True)
    minted_block: Mapped[int] = mapped_column(BigInteger)
    minted_at: Mapped[int] = mapped_column(BigInteger)  # unix seconds


class YenTransfer(Fact, Base):
    __tablename__ = "yen_transfer"

    sender: Mapped[Address] = mapped_column(AddressType, index=True)
    receiver: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)


class YenBalance(Base):
    """Yen token of each account, derived from transfers; an account that holds none has no row."""

    __tablename__ = "yen_balance"

    account: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    amount: Mapped[Yen] = mapped_column(YenType)
