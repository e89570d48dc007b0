"""Segments (区分) that a town keeps: named conditions, never a list of people; and what was written to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode

LONGEST_SEGMENT, LONGEST_TITLE, LONGEST_BODY = 60, 60, 400


class SavedSegment(Base):
    __tablename__ = "points_saved_segment"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_SEGMENT))  # for officers alone
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SegmentMessage(Base):
    """What a town wrote, with the conditions as they were and to how many people it went: not to whom. Who got it
    stands in their own notices alone."""

    __tablename__ = "points_segment_message"
    __table_args__ = (Index("ix_points_segment_message_municipality_sent_at", "municipality", "sent_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("points_saved_segment.id"), index=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    conditions: Mapped[dict[str, Any]] = mapped_column(JSON)
    title_ja: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    title_en: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    body_ja: Mapped[str] = mapped_column(String(LONGEST_BODY))
    body_en: Mapped[str] = mapped_column(String(LONGEST_BODY), default="")
    people: Mapped[int]
    sent_by: Mapped[Address] = mapped_column(AddressType)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
