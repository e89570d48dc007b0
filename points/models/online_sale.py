"""Points that a town sells on the web (オンラインチャージ): its terms for a program, and each charge.

Sold points are a prepaid instrument (前払式支払手段): they are of a program of their own, told apart from granted ones,
and are usable for at most six months from the charge, so that art. 4 (2) of the Payment Services Act exempts them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, PointsType, UtcDateTime
from chain.ids import Address
from chain.units import Points
from points.models.program import six_months_after

LEAST_CHARGE = Points(100)
MOST_AT_ONCE = Points(100_000)  # above these a transferable instrument has duties against money laundering
MOST_A_MONTH = Points(300_000)
MONTH = timedelta(days=30)


class OnlineSale(Base):
    """`officer`'s kept key signs each charge, without asking again."""

    __tablename__ = "points_online_sale"

    program_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    officer: Mapped[Address] = mapped_column(AddressType)
    most_at_once: Mapped[Points] = mapped_column(PointsType)
    most_a_month: Mapped[Points] = mapped_column(PointsType)  # of one person
    is_open: Mapped[bool]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OnlineCharge(Base):
    """One charge, paid for already. `key` is the payer's name for it: the same key is never granted twice."""

    __tablename__ = "points_online_charge"
    __table_args__ = (Index("ix_points_online_charge_holder", "holder", "program_id", "created_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    program_id: Mapped[int] = mapped_column(BigInteger, index=True)
    holder: Mapped[Address] = mapped_column(AddressType)
    amount: Mapped[Points] = mapped_column(PointsType)
    expiry_day: Mapped[date] = mapped_column(Date)
    campaign_key: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # campaignId on chain
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def last_day_of_charge(today: date, program_last_day: date) -> date:
    """Within six months from today (the day of issue), and within the program."""
    return min(program_last_day, six_months_after(today) - timedelta(days=1))
