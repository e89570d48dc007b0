"""The cards of a series that differ (1枚ずつ違うカード), as a list and archives of pictures brought them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address


class SeriesCard(Base):
    """One card by its serial. Empty words: the offer's own. `picture`: the kept upload, once an archive brought it."""

    __tablename__ = "series_card"
    __table_args__ = (Index("ix_series_card_picture_name", "offer_id", "picture_name"),)

    offer_id: Mapped[int] = mapped_column(BigId, ForeignKey("offer.id"), primary_key=True, autoincrement=False)
    serial: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name_ja: Mapped[str] = mapped_column(String(80), default="")
    name_en: Mapped[str] = mapped_column(String(120), default="")
    rarity: Mapped[str] = mapped_column(String(16), default="")
    attributes: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    picture_name: Mapped[str] = mapped_column(String(120), default="")
    picture: Mapped[str] = mapped_column(String(64), default="")


class ArchiveState(StrEnum):
    READING = "reading"
    DONE = "done"
    FAILED = "failed"  # the file is not to be had any more; may be sent again


class SeriesArchive(Base):
    """A ZIP of pictures, read in the background. `done` of `total` files were looked at; `used` were named in the list.

    `claimed_by` until `claimed_until`: the one process that reads now.
    """

    __tablename__ = "series_archive"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    offer_id: Mapped[int] = mapped_column(BigId, ForeignKey("offer.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    kept_as: Mapped[str] = mapped_column(String(64))
    state: Mapped[ArchiveState] = mapped_column(String(16), index=True)
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    used: Mapped[int] = mapped_column(default=0)
    sent_by: Mapped[Address] = mapped_column(AddressType)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str] = mapped_column(String(32), default="")
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SeriesProblem(Base):
    """What is to be corrected. `row`: of the list, as a spreadsheet counts; 0: of the archive's file `name`."""

    __tablename__ = "series_problem"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    offer_id: Mapped[int] = mapped_column(BigId, ForeignKey("offer.id"), index=True)
    row: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200), default="")
    field: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(40))
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
