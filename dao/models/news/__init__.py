"""News (お便り) that stewards write to the members of a community, and whom each was for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address

MOST_NEWS = 8_000


class Audience(StrEnum):
    ALL = "all"  # everybody who belongs
    TOWN = "town"  # of them those who hold a card of one town
    SERIES = "series"  # of them those who hold a card of one series
    TIER = "tier"  # of them those who reach a tier of the community's token; "" for all of its holders


class CommunityNews(Base):
    __tablename__ = "community_news"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community: Mapped[str] = mapped_column(String(40), index=True)  # slug
    author: Mapped[Address] = mapped_column(AddressType, index=True)
    form: Mapped[str] = mapped_column(String(32), unique=True)  # of the form that sent it: one press, one news
    title_ja: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80))
    body_ja: Mapped[str] = mapped_column(Text)  # Markdown
    body_en: Mapped[str] = mapped_column(Text)
    audience: Mapped[Audience] = mapped_column(String(10))
    audience_key: Mapped[str] = mapped_column(String(42), default="")  # town's code, series' contract, or tier
    audience_ja: Mapped[str] = mapped_column(String(120), default="")  # what the town or series was called
    audience_en: Mapped[str] = mapped_column(String(120), default="")
    recipients: Mapped[int] = mapped_column()
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class NewsRecipient(Base):
    """Fixed when the news is sent, so that nobody is told twice and nobody is passed over."""

    __tablename__ = "community_news_recipient"
    __table_args__ = (Index("ix_community_news_recipient_told_at", "told_at"),)

    news: Mapped[int] = mapped_column(BigId, ForeignKey("community_news.id"), primary_key=True, autoincrement=False)
    account: Mapped[Address] = mapped_column(AddressType, primary_key=True, index=True)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
