"""Families (家族): who may act for whom, from when until when, and what was done. A guardian acts for a ward who has no
phone, or who agreed to it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode

ADULT_YEARS = 18  # Source: Civil Code (民法) article 4
MOST_WARDS = 8
MOST_GUARDIANS = 2
TOLD_BEFORE = timedelta(days=30)


class Relation(StrEnum):
    CHILD = "child"
    PARENT = "parent"
    OTHER = "other"


class BondState(StrEnum):
    WAITING = "waiting"  # for an officer, who looks at a paper of the ward's
    INVITED = "invited"  # for the ward, who has an account
    OFFERED = "offered"  # for a second guardian
    ACTIVE = "active"
    ENDED = "ended"  # also what was refused


class EndedBy(StrEnum):
    GUARDIAN = "guardian"
    WARD = "ward"
    OFFICER = "officer"
    AGE = "age"


class FamilyBond(Base):
    """`birth_month`: its first day, of a child alone. `confirmed_by`: who agreed for the ward: the guardian of a child,
    the officer who saw the paper, or the ward."""

    __tablename__ = "family_bond"
    __table_args__ = (
        Index(
            "ix_family_bond_one_open",
            "guardian",
            "ward",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    guardian: Mapped[Address] = mapped_column(AddressType, index=True)
    ward: Mapped[Address] = mapped_column(AddressType, index=True)
    relation: Mapped[Relation] = mapped_column(String(16))
    state: Mapped[BondState] = mapped_column(String(16))
    town: Mapped[MunicipalityCode | None] = mapped_column(MunicipalityCodeType, index=True)  # whose counter is asked
    birth_month: Mapped[date | None] = mapped_column(Date)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    began_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[Address | None] = mapped_column(AddressType)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # that the ward comes of age soon
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(16), default="")  # EndedBy
    reason: Mapped[str] = mapped_column(String(200), default="")  # an officer's

    @property
    def of_age_on(self) -> date | None:
        """From this day on a child acts for itself: the first of the month of its 18th birthday."""
        return None if self.birth_month is None else self.birth_month.replace(year=self.birth_month.year + ADULT_YEARS)

    def holds_on(self, day: date) -> bool:
        return self.state == BondState.ACTIVE and (self.of_age_on is None or day < self.of_age_on)


class FamilyAct(Base):
    """One thing the guardian did for the ward; `act` is what was pressed."""

    __tablename__ = "family_act"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    bond_id: Mapped[int] = mapped_column(BigId, ForeignKey("family_bond.id"), index=True)
    act: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
