"""Points for an identity check (本人確認の上乗せ): a town's terms, and what each person got, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, PointsType, UtcDateTime
from chain.ids import Address
from chain.units import Points

MOST_PERCENT = 100
BONUS_LIFE = timedelta(days=180)  # of the points, as far as the program runs


class VerificationBonus(Base):
    """`percent` of what a person holds of this town's points comes on top, in this program. `officer`'s kept key signs
    each, without asking again, within the budget."""

    __tablename__ = "points_verification_bonus"

    program_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    officer: Mapped[Address] = mapped_column(AddressType)
    percent: Mapped[int]
    most_each: Mapped[Points] = mapped_column(PointsType)
    budget: Mapped[Points] = mapped_column(PointsType)
    last_day: Mapped[date] = mapped_column(Date)  # on which it can be taken
    residents_only: Mapped[bool]
    is_open: Mapped[bool]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BonusGrant(Base):
    """A person, not an account, gets it once: the number stays the same when the person moves to another account."""

    __tablename__ = "points_bonus_grant"
    __table_args__ = (UniqueConstraint("program_id", "person"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    program_id: Mapped[int] = mapped_column(BigInteger)
    person: Mapped[bytes] = mapped_column(Bytes32)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    balance: Mapped[Points] = mapped_column(PointsType)  # of which the percentage was taken
    amount: Mapped[Points] = mapped_column(PointsType)
    expiry_day: Mapped[date] = mapped_column(Date)
    campaign_key: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # campaignId on chain
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def bonus_of(balance: Points, percent: int, most_each: Points) -> Points:
    """Whole points, rounded down."""
    return min(Points(int(balance) * percent // 100), most_each)


def last_day_of_bonus(today: date, program_last_day: date) -> date:
    return min(program_last_day, today + BONUS_LIFE)
