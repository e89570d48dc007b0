"""Community (コミュニティ): people who decide together with their cards about a treasury they share."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address


class Community(Base):
    __tablename__ = "community"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name_ja: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    tagline_ja: Mapped[str] = mapped_column(String(160), default="")
    tagline_en: Mapped[str] = mapped_column(String(160), default="")
    story_ja: Mapped[str] = mapped_column(Text, default="")  # Markdown
    story_en: Mapped[str] = mapped_column(Text, default="")
    landscape: Mapped[str] = mapped_column(String(20), default="mountains")  # which drawing stands at its head
    towns: Mapped[list[str]] = mapped_column(JSON, default=list)  # municipality codes
    is_project: Mapped[bool] = mapped_column(default=False)  # for one project, else for its towns
    governor: Mapped[Address] = mapped_column(AddressType, unique=True)
    timelock: Mapped[Address] = mapped_column(AddressType)
    guardian: Mapped[Address | None] = mapped_column(AddressType)  # through which its towns veto
    collection: Mapped[Address] = mapped_column(AddressType)  # whose cards vote
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
