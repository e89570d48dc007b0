"""Common points (共通ポイント): another app's points turned into a town's, by rules with dates of effect.

A rule is never changed: a later one takes its place from its first day on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import gcd
from typing import Any, Protocol

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, MunicipalityCodeType, PointsType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from chain.units import Points

MOST_IN_RATE = 10_000
MOST_APP_POINTS = 10_000_000  # of one request
CONVERTED_LIFE = timedelta(days=365)  # of the points, as far as the program runs


class ConversionRule(Base):
    """`app_points` of a service become `common_points` of a program. `most_a_day` and `most_a_month` are a person's,
    `budget` the service's in a calendar month. `officer`'s kept key signs each grant, without asking again. `is_open`
    False: from that day on nothing is converted."""

    __tablename__ = "points_conversion_rule"
    __table_args__ = (
        Index("ix_points_conversion_rule_service_id_municipality", "service_id", "municipality", "first_day"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("bridge_service.id"))
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    program_id: Mapped[int] = mapped_column(BigInteger)
    app_points: Mapped[int] = mapped_column(Integer)
    common_points: Mapped[int] = mapped_column(Integer)
    least: Mapped[int] = mapped_column(Integer)  # app points at once
    most_a_day: Mapped[Points] = mapped_column(PointsType)
    most_a_month: Mapped[Points] = mapped_column(PointsType)
    budget: Mapped[Points] = mapped_column(PointsType)
    first_day: Mapped[date] = mapped_column(Date)
    is_open: Mapped[bool]
    officer: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # before its first day
    withdrawn_by: Mapped[Address | None] = mapped_column(AddressType)


class Conversion(Base):
    """What a service asked for, once for its own `key`, and what was decided. `refusal` empty: `taken` app points
    become the points of its grant. `answered_at` None: the service has to be told (again)."""

    __tablename__ = "points_conversion"
    __table_args__ = (
        UniqueConstraint("service_id", "key"),
        Index("ix_points_conversion_town_service_day", "municipality", "service_id", "day"),
        Index("ix_points_conversion_answered_at", "answered_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("bridge_service.id"))
    key: Mapped[str] = mapped_column(String(80))
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    app_points: Mapped[int] = mapped_column(Integer)
    taken: Mapped[int] = mapped_column(Integer)
    day: Mapped[date] = mapped_column(Date)  # on which limits and the month's bill count it
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("points_conversion_rule.id"))
    refusal: Mapped[str] = mapped_column(String(20), default="")
    most: Mapped[int] = mapped_column(Integer, default=0)  # app points that could have been converted instead
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ConversionGrant(Base):
    """The points of one conversion, on their way to the chain or there."""

    __tablename__ = "points_conversion_grant"
    __table_args__ = (Index("ix_points_conversion_grant_program_id", "program_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    conversion_id: Mapped[int] = mapped_column(ForeignKey("points_conversion.id"), unique=True)
    program_id: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType)
    amount: Mapped[Points] = mapped_column(PointsType)
    expiry_day: Mapped[date] = mapped_column(Date)
    campaign_key: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # campaignId on chain
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Rate(Protocol):
    @property
    def app_points(self) -> int: ...

    @property
    def common_points(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Converted:
    """`taken` app points are worth `given` exactly; what is left of the request stays with the app."""

    taken: int
    given: Points


def convert(app_points: int, rate: Rate) -> Converted:
    """The largest part that the rate turns into whole points, so that rounding costs nobody anything."""
    common = gcd(rate.app_points, rate.common_points)
    steps = app_points // (rate.app_points // common)
    return Converted(steps * (rate.app_points // common), Points(steps * (rate.common_points // common)))


def app_points_within(limit: int, rate: Rate) -> int:
    """The most app points whose worth is not above `limit` common points."""
    common = gcd(rate.app_points, rate.common_points)
    return max(0, limit) // (rate.common_points // common) * (rate.app_points // common)


def last_day_of_converted(today: date, program_last_day: date) -> date:
    return min(program_last_day, today + CONVERTED_LIFE)
