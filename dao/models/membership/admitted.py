"""Who else belongs to a community besides holders of its voting card: holders of given series, a town's verified
residents or all its shops, and invited shops. None of them votes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

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


class Circle(StrEnum):
    """People of a town whom it knows without a list."""

    RESIDENTS = "residents"  # 本人確認を終えた住民
    SHOPS = "shops"  # who works for a shop in the town's registry


class AdmittedCircle(Base):
    """All verified residents, or all shops, of a town belong; said by the town."""

    __tablename__ = "community_circle"

    community: Mapped[str] = mapped_column(String(40), primary_key=True)  # slug
    municipality: Mapped[str] = mapped_column(String(6), primary_key=True)
    circle: Mapped[Circle] = mapped_column(String(10), primary_key=True)
    admitted_by: Mapped[Address] = mapped_column(AddressType)
    admitted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class InvitedShop(Base):
    """A shop invited by a steward. Its people belong once one of them has accepted."""

    __tablename__ = "community_shop"

    community: Mapped[str] = mapped_column(String(40), primary_key=True)  # slug
    shop: Mapped[Address] = mapped_column(AddressType, primary_key=True)  # the shop's account
    invited_by: Mapped[Address] = mapped_column(AddressType, index=True)
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_by: Mapped[str] = mapped_column(String(42), default="")
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
