"""Who may work where. Everybody is a fan; a community's member is whoever holds its card, which the chain says."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address


class Role(StrEnum):
    FAN = "fan"  # everybody with an account; never stored
    MERCHANT_STAFF = "merchant_staff"  # scope: merchant id
    OFFICER = "officer"  # scope: municipality code
    VENDOR = "vendor"  # scope: client id of a connected service
    OPERATOR = "operator"  # scope: ""


class RoleAssignment(Base):
    __tablename__ = "role_assignment"
    __table_args__ = (UniqueConstraint("address", "role", "scope"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    address: Mapped[Address] = mapped_column(AddressType)
    role: Mapped[Role] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(40), default="")
    assigned_by: Mapped[str] = mapped_column(String(42), default="")  # "" = set up by the installation itself
    assigned_at: Mapped[datetime] = mapped_column(UtcDateTime)
