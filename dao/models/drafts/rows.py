"""Rows of drafts: what each version held, and who writes it together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address


class Draft(Base):
    """`versions` is the number of the newest one. Until `is_open`, only its authors see it."""

    __tablename__ = "proposal_draft"
    __table_args__ = (Index("ix_proposal_draft_community", "community"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40))  # slug
    invitation: Mapped[str] = mapped_column(String(32))  # whoever has it and a card may join the authors
    versions: Mapped[int] = mapped_column(Integer)
    is_open: Mapped[bool] = mapped_column(Boolean)
    proposal_row: Mapped[int | None] = mapped_column(BigId, ForeignKey("proposal.id"))  # what became of it
    announced_plan: Mapped[str | None] = mapped_column(String(10))  # the day that members know; None: none shown yet
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DraftVersion(Base):
    """What the form held when it was kept, field by field as typed. Versions are never changed."""

    __tablename__ = "proposal_draft_version"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    draft_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal_draft.id"))
    number: Mapped[int] = mapped_column(Integer)  # from 1
    editor: Mapped[Address] = mapped_column(AddressType)
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DraftAuthor(Base):
    __tablename__ = "proposal_draft_author"
    __table_args__ = (UniqueConstraint("draft_id", "person"), Index("ix_proposal_draft_author_person", "person"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    draft_id: Mapped[int] = mapped_column(BigId, ForeignKey("proposal_draft.id"))
    person: Mapped[Address] = mapped_column(AddressType)
    invited_by: Mapped[Address | None] = mapped_column(AddressType)  # None: who began it
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
