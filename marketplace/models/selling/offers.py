"""Offers as they are kept. `typed` holds everything as it was typed, so that nothing is lost to an error."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from marketplace.models.kinds import Kind
from marketplace.models.selling.states import OfferAct, OfferState


class Offer(Base):
    """What somebody wants to sell through the market. `merchant_id`: the member shop that sells, else the town itself.

    `revision` counts savings, so that two people who write at once notice. `shares`: [payee's key, percent as typed].
    `replaces`: the listing that is to end before this one begins.
    """

    __tablename__ = "offer"
    __table_args__ = (Index("ix_offer_municipality_state", "municipality", "state"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, ForeignKey("town.code"))
    merchant_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    kind: Mapped[Kind] = mapped_column(String(24))
    state: Mapped[OfferState] = mapped_column(String(16))
    typed: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    shares: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    revision: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    collection_number: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("collection.number"), index=True)
    listing_number: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("listing.number"), index=True)
    replaces: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("listing.number"))

    @property
    def name_ja(self) -> str:
        return self.typed.get("name_ja", "")

    @property
    def name_en(self) -> str:
        return self.typed.get("name_en", "")


class OfferEntry(Base):
    """A line of an offer's history: an act, or what somebody said. `is_curator`: for the town, else the shop."""

    __tablename__ = "offer_entry"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    offer_id: Mapped[int] = mapped_column(BigId, ForeignKey("offer.id"), index=True)
    act: Mapped[OfferAct] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[Address] = mapped_column(AddressType)
    is_curator: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SaleAccount(Base):
    """Where the takings of a town, or of who runs the platform, are paid to. Shops and treasuries have their own."""

    __tablename__ = "sale_account"

    owner: Mapped[str] = mapped_column(String(20), primary_key=True)  # a municipality code, or "platform"
    address: Mapped[Address] = mapped_column(AddressType)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
