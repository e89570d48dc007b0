"""Who else belongs to a community besides holders of its voting card: holders of given series, and invited shops.
Neither votes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, UtcDateTime
from chain.ids import Address


class AdmittedSeries(Base):
    """A series of cards whose holders belong, put there by the town that issued it."""

    __tablename__ = "community_series"

    community: Mapped[str] = mapped_column(String(40), primary_key=True)  # slug
    series: Mapped[Address] = mapped_column(AddressType, primary_key=True)  # the collection's contract
    municipality: Mapped[str] = mapped_column(String(6))
    admitted_by: Mapped[Address] = mapped_column(AddressType)
    admitted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class InvitedShop(Base):
    """A shop whose people belong, invited by a steward."""

    __tablename__ = "community_shop"

    community: Mapped[str] = mapped_column(String(40), primary_key=True)  # slug
    shop: Mapped[Address] = mapped_column(AddressType, primary_key=True)  # the shop's account
    invited_by: Mapped[Address] = mapped_column(AddressType, index=True)
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime)
