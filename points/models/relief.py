"""Relief points (支援ポイント) after a disaster: the same amount for everybody in the struck towns, each person once,
or each household (世帯) once.

A press makes a round: a campaign of everybody who has nothing of this relief yet, which two officers answer for.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, PointsType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from chain.units import Points

MOST_EACH = Points(100_000)
LONGEST_NAME = 60


class ReliefBasis(StrEnum):
    """Why somebody gets it."""

    RESIDENT = "resident"  # the identity check names a struck town as home
    SHELTER = "shelter"  # lives elsewhere, or was never checked, and came to a shelter of a struck town


class Relief(Base):
    """One disaster of one town. Two of the same name and day do not stand side by side."""

    __tablename__ = "points_relief"
    __table_args__ = (UniqueConstraint("municipality", "struck_on", "name_ja"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    name_ja: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_en: Mapped[str] = mapped_column(String(LONGEST_NAME))
    struck_on: Mapped[date] = mapped_column(Date)
    program_id: Mapped[int] = mapped_column(BigInteger)
    each: Mapped[Points] = mapped_column(PointsType)
    expiry_day: Mapped[date] = mapped_column(Date)
    with_shelters: Mapped[bool] = mapped_column()
    per_household: Mapped[bool] = mapped_column(default=False)  # `each` is for a family, and goes to one of it
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReliefTown(Base):
    """Another struck town, whose people are among them once an officer of it agrees."""

    __tablename__ = "points_relief_town"

    relief_id: Mapped[int] = mapped_column(ForeignKey("points_relief.id"), primary_key=True, autoincrement=False)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, primary_key=True, index=True)
    agreed_by: Mapped[Address | None] = mapped_column(AddressType)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReliefRound(Base):
    """One press. `closed_at`: sent back or taken back before it started."""

    __tablename__ = "points_relief_round"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    relief_id: Mapped[int] = mapped_column(ForeignKey("points_relief.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("points_campaign.id"), unique=True)
    asked_by: Mapped[Address] = mapped_column(AddressType)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReliefRecipient(Base):
    """Who gets it, once an account and once a person. `person` is unknown of who was never checked."""

    __tablename__ = "points_relief_recipient"
    __table_args__ = (UniqueConstraint("relief_id", "person"),)

    relief_id: Mapped[int] = mapped_column(ForeignKey("points_relief.id"), primary_key=True, autoincrement=False)
    account: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    person: Mapped[bytes | None] = mapped_column(Bytes32)
    basis: Mapped[ReliefBasis] = mapped_column(String(10))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("points_campaign.id"), index=True)


class ReliefMember(Base):
    """Where a household gets it once: everybody whom `head`, a recipient, got it for, itself among them. Nobody stands
    here twice, so that no second household can hold one of them. `is_struck`: lives in a struck town or came to its
    shelter; other family stands here so that it is not given again."""

    __tablename__ = "points_relief_member"
    __table_args__ = (UniqueConstraint("relief_id", "person"),)

    relief_id: Mapped[int] = mapped_column(ForeignKey("points_relief.id"), primary_key=True, autoincrement=False)
    account: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    person: Mapped[bytes | None] = mapped_column(Bytes32)
    head: Mapped[Address] = mapped_column(AddressType)
    is_struck: Mapped[bool] = mapped_column()
    campaign_id: Mapped[int] = mapped_column(ForeignKey("points_campaign.id"), index=True)
