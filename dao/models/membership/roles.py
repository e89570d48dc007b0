"""Roles (役割) in a community: named by the officers of a town that takes part, and withdrawn by the same town."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address


class CommunityRole(StrEnum):
    STEWARD = "steward"  # 世話役: writes news, edits the code of conduct, invites businesses, moderates
    MODERATOR = "moderator"  # 見守り役: looks at reports
    REPRESENTATIVE = "representative"  # まちの代表: speaks for the town


MODERATING = frozenset({CommunityRole.STEWARD, CommunityRole.MODERATOR})


class RoleHolding(Base):
    """Kept when it ends, so that what somebody did in a role stays explained."""

    __tablename__ = "community_role"
    __table_args__ = (
        Index(
            "ix_community_role_held",
            "community",
            "account",
            "role",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40))  # slug
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    role: Mapped[CommunityRole] = mapped_column(String(20))
    municipality: Mapped[str] = mapped_column(String(6))  # code of the town that named this person
    named_by: Mapped[Address] = mapped_column(AddressType)
    named_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str] = mapped_column(String(42), default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
