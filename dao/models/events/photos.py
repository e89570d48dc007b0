"""Photos of an event, shown by those who were there. The bytes lie in the content store; here stand their names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address

MOST_OF_PERSON, MOST_OF_EVENT = 10, 300
MOST_DESCRIPTION = 120


class EventPhoto(Base):
    """There is none without the word of who added it that the people in it agree."""

    __tablename__ = "event_photo"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("community_event.id"), index=True)
    added_by: Mapped[Address] = mapped_column(AddressType, index=True)
    description: Mapped[str] = mapped_column(String(MOST_DESCRIPTION))  # what is to be seen, for who cannot see it
    picture: Mapped[str] = mapped_column(String(80))  # name in the content store
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
