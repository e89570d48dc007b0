"""Who may buy from a listing by a list of accounts, and what the chain says about restricted listings."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32
from chain.ids import Address
from chain.indexer.facts import Fact


class ListingBuyer(Base):
    """An account on the list that a listing was signed with; `place` is its leaf in the tree of them."""

    __tablename__ = "listing_buyer"

    listing_number: Mapped[int] = mapped_column(ForeignKey("listing.number"), primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[Address] = mapped_column(AddressType, index=True)


class OfferBuyer(Base):
    """An account on the list of an offer that is still being written."""

    __tablename__ = "offer_buyer"

    offer_id: Mapped[int] = mapped_column(BigId, ForeignKey("offer.id"), primary_key=True, autoincrement=False)
    account: Mapped[Address] = mapped_column(AddressType, primary_key=True, index=True)


class ChainRestriction(Fact, Base):
    """Whom a listing sells to, as it was signed. Zeros: not asked."""

    __tablename__ = "chain_restriction"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    verified: Mapped[bool]
    residents: Mapped[bool]
    outside_area: Mapped[int] = mapped_column(BigInteger)
    holding: Mapped[Address] = mapped_column(AddressType)
    per_person: Mapped[bool]
    winners_root: Mapped[bytes] = mapped_column(Bytes32)
