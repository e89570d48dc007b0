"""Pictures and PDFs beside an idea. The bytes lie in the content store; here stand their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address

MOST_ATTACHMENTS = 4
MOST_DESCRIPTION = 120


class AttachmentKind(StrEnum):
    PICTURE = "picture"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What the content store keeps. `parts`: names of its pieces, in their order."""

    kind: AttachmentKind
    parts: tuple[str, ...]
    size: int  # bytes


class IdeaAttachment(Base):
    __tablename__ = "idea_attachment"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    idea_id: Mapped[int] = mapped_column(BigId, ForeignKey("idea.id"), index=True)
    added_by: Mapped[Address] = mapped_column(AddressType, index=True)
    kind: Mapped[AttachmentKind] = mapped_column(String(10))
    description: Mapped[str] = mapped_column(String(MOST_DESCRIPTION))  # what is to be seen, for who cannot see it
    parts: Mapped[list[str]] = mapped_column(JSON)
    size: Mapped[int] = mapped_column(Integer)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
