"""Points (地域ポイント) pledged to projects: what the PointsCrowdfund's logs say, and what officers and people sign."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, PointsType, UtcDateTime
from chain.ids import Address
from chain.indexer.facts import Fact
from chain.units import Points
from marketplace.models.orders import OrderState
from marketplace.models.publishing import PublishState

DAYS_BEYOND = 14  # for which lots are still good after the project's end, as in the contract
_DAY, _JST = 86_400, 9 * 3_600


class ProjectPointsGoal(Fact, Base):
    """The project takes points of a program, which a shop gets when it is funded."""

    __tablename__ = "project_points_goal"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    program_id: Mapped[int] = mapped_column(BigInteger)
    merchant_id: Mapped[int] = mapped_column(BigInteger)


class ProjectPointsPledged(Fact, Base):
    __tablename__ = "project_points_pledged"
    __table_args__ = (Index("ix_project_points_pledged_number_supporter", "number", "supporter"),)

    pledge_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    number: Mapped[int] = mapped_column(BigInteger)
    supporter: Mapped[Address] = mapped_column(AddressType, index=True)
    lot_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Points] = mapped_column(PointsType)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class ProjectPointsReturned(Fact, Base):
    """All points of one lot that go back to one supporter of a project."""

    __tablename__ = "project_points_returned"
    __table_args__ = (Index("ix_project_points_returned_number_supporter", "number", "supporter"),)

    number: Mapped[int] = mapped_column(BigInteger)
    supporter: Mapped[Address] = mapped_column(AddressType, index=True)
    lot_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Points] = mapped_column(PointsType)
    block_time: Mapped[int] = mapped_column(BigInteger)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class ProjectPointsPaid(Fact, Base):
    """All points of a project went to its shop."""

    __tablename__ = "project_points_paid"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Points] = mapped_column(PointsType)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)


class PointsGoalAct(Base):
    """What an officer signs so that a project takes points."""

    __tablename__ = "project_points_goal_act"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"), index=True)
    program_id: Mapped[int] = mapped_column(BigInteger)
    merchant_id: Mapped[int] = mapped_column(BigInteger)
    officer: Mapped[Address] = mapped_column(AddressType)
    deadline: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[PublishState] = mapped_column(String(24), default=PublishState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PointsPledge(Base):
    """Points of one lot that a supporter pledges. `state` as of a pledge in yen; the rest comes from the ledger."""

    __tablename__ = "project_points_pledge"
    __table_args__ = (Index("ix_project_points_pledge_supporter_project", "supporter", "project_number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"))
    supporter: Mapped[Address] = mapped_column(AddressType)
    lot_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Points] = mapped_column(PointsType)
    pledge_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    salt: Mapped[bytes] = mapped_column(Bytes32)
    deadline: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[OrderState] = mapped_column(String(24), default=OrderState.AWAITING_SIGNATURE)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


def least_expiry_day(closes_at: int) -> int:
    """The first expiry day of lots that a project takes, as days are counted in lots. `closes_at`: unix seconds."""
    return (closes_at + _JST) // _DAY + DAYS_BEYOND
