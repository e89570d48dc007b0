"""Members who wish to be seen by the other members, with the name and the line they chose."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address

MOST_NAME, MOST_LINE = 40, 160


class MemberProfile(Base):
    """Shown only while `is_shown`. Who steps back leaves an empty row, so that what a moderator hid stays hidden when
    the same person comes back."""

    __tablename__ = "community_profile"
    __table_args__ = (UniqueConstraint("community", "account"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40))  # slug
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    is_shown: Mapped[bool] = mapped_column()
    name: Mapped[str] = mapped_column(String(MOST_NAME))
    line: Mapped[str] = mapped_column(String(MOST_LINE))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
