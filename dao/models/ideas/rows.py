"""Rows of the idea board: ideas, who supports them, what is said about them, and what came of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address
from dao.models.ideas.words import written_in


class OutcomeKind(StrEnum):
    POLL = "poll"
    PROPOSAL = "proposal"
    PRODUCT = "product"


class Idea(Base):
    """Written in Japanese, in English, or in both. A merged one stays readable and points to the one that was kept."""

    __tablename__ = "idea"
    __table_args__ = (
        Index("ix_idea_community_supporters", "community", "supporters"),
        Index("ix_idea_author_created_at", "author", "created_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40))  # slug
    author: Mapped[Address] = mapped_column(AddressType)
    title_ja: Mapped[str] = mapped_column(String(80), default="")
    title_en: Mapped[str] = mapped_column(String(80), default="")
    body_ja: Mapped[str] = mapped_column(Text, default="")  # Markdown
    body_en: Mapped[str] = mapped_column(Text, default="")
    translated_by: Mapped[Address | None] = mapped_column(AddressType)  # who wrote the second language
    translated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    supporters: Mapped[int] = mapped_column(Integer, default=0)  # counted anew from IdeaSupport at each change
    comments: Mapped[int] = mapped_column(Integer, default=0)
    merged_into: Mapped[int | None] = mapped_column(BigId, ForeignKey("idea.id"), index=True)
    merged_by: Mapped[Address | None] = mapped_column(AddressType)
    merged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def missing_language(self) -> str:
        """The language in which it can still be written; "" when it stands in both."""
        return "ja" if not self.title_ja else "en" if not self.title_en else ""


class IdeaSupport(Base):
    """One a member; withdrawing deletes it."""

    __tablename__ = "idea_support"

    idea_id: Mapped[int] = mapped_column(BigId, ForeignKey("idea.id"), primary_key=True, autoincrement=False)
    supporter: Mapped[Address] = mapped_column(AddressType, primary_key=True, index=True)
    supported_at: Mapped[datetime] = mapped_column(UtcDateTime)


class IdeaComment(Base):
    """`thread`: the comment that it answers; without one it opens a thread itself. No third level."""

    __tablename__ = "idea_comment"
    __table_args__ = (
        Index("ix_idea_comment_idea_id_thread", "idea_id", "thread", "id"),
        Index("ix_idea_comment_author_created_at", "author", "created_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    idea_id: Mapped[int] = mapped_column(BigId, ForeignKey("idea.id"))
    thread: Mapped[int | None] = mapped_column(BigId, ForeignKey("idea_comment.id"))
    author: Mapped[Address] = mapped_column(AddressType)
    body: Mapped[str] = mapped_column(Text)
    translation: Mapped[str] = mapped_column(Text, default="")  # in the other language, by whoever wrote it
    translated_by: Mapped[Address | None] = mapped_column(AddressType)
    translated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def language(self) -> str:
        return written_in(self.body)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """(language, words): as it was written, and its translation."""
        other = "en" if self.language == "ja" else "ja"
        return [(self.language, self.body), *([(other, self.translation)] if self.translation else [])]


class IdeaOutcome(Base):
    """A poll, a proposal or a product project that an idea became; each comes from one idea."""

    __tablename__ = "idea_outcome"

    kind: Mapped[OutcomeKind] = mapped_column(String(10), primary_key=True)
    number: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)  # of what it became
    idea_id: Mapped[int] = mapped_column(BigId, ForeignKey("idea.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)  # when the idea's author heard of it
