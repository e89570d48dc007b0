"""What the TokenSale's logs say. Only its projector writes here; all of it can be rebuilt from logs alone."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, Bytes32, YenType
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Yen


class ChainOffering(Fact, Base):
    __tablename__ = "chain_offering"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    municipality: Mapped[int]
    token: Mapped[Address] = mapped_column(AddressType, unique=True)
    price: Mapped[Yen] = mapped_column(YenType)
    cap: Mapped[int] = mapped_column(BigInteger)
    per_account: Mapped[int] = mapped_column(BigInteger)
    opens_at: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    closes_at: Mapped[int] = mapped_column(BigInteger)
    block_time: Mapped[int] = mapped_column(BigInteger)


class OfferingClosed(Fact, Base):
    __tablename__ = "offering_closed"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    block_time: Mapped[int] = mapped_column(BigInteger)


class TokensBought(Fact, Base):
    """Units bought. They are not passed on, so that the sums by buyer are the holdings."""

    __tablename__ = "tokens_bought"
    __table_args__ = (Index("ix_tokens_bought_number_buyer", "number", "buyer"),)

    purchase_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    number: Mapped[int] = mapped_column(BigInteger)
    buyer: Mapped[Address] = mapped_column(AddressType, index=True)
    quantity: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[Yen] = mapped_column(YenType)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class OfferingSharePaid(Fact, Base):
    """A payee's part of a purchase."""

    __tablename__ = "offering_share_paid"

    purchase_id: Mapped[bytes] = mapped_column(Bytes32, index=True)
    payee: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)
