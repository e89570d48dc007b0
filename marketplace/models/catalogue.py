"""The catalogue: everything that buyers can look for, one row a thing, whatever kind it is.

What a seller says (words, prices, dates) is written by services. What the chain says (opened, sold, closed) is counted
beside it by projectors, so that a rebuild gives the same. Whether a thing can be bought now follows from both and the
clock.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import MunicipalityCode

FEW = 10  # so many left, or fewer, are counted in lists
ANYTHING, ENTRIES = 1, 2  # rows of CatalogueChange


class CatalogueEntry(Base):
    """`subject` names the thing: "listing:12", "auction:3", "service:5", "project:7".

    `page` and `picture` are paths of this site. Without `supply` there is no end of it; without `last_day` no last day.
    """

    __tablename__ = "catalogue_entry"
    __table_args__ = (
        Index("ix_catalogue_entry_featured_id", "featured", "id"),
        Index("ix_catalogue_entry_price_from_id", "price_from", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    subject: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(24), index=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, index=True)
    name_ja: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(200))
    more: Mapped[str] = mapped_column(Text)  # further words under which it is found, as they were given
    text: Mapped[str] = mapped_column(Text)  # all words that are searched, brought into one form
    price_from: Mapped[int] = mapped_column(BigInteger)  # yen
    price_to: Mapped[int] = mapped_column(BigInteger)
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_day: Mapped[date | None]  # on which it can be used, in Japan
    last_day: Mapped[date | None]
    supply: Mapped[int | None] = mapped_column(BigInteger)
    waits_for_chain: Mapped[bool]  # hidden until a projector has counted it as opened
    is_open: Mapped[bool]  # False: its seller has taken it off the shelves
    votes: Mapped[bool]
    audience: Mapped[str] = mapped_column(String(16), default="")  # whom it is for (Condition); empty: everybody
    featured: Mapped[int]  # larger stands earlier
    picture: Mapped[str] = mapped_column(String(200))
    page: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CatalogueCount(Base):
    """What the chain says about a subject, as running sums; only projectors write here. No row: nothing happened."""

    __tablename__ = "catalogue_count"

    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    opened: Mapped[int] = mapped_column(BigInteger)
    sold: Mapped[int] = mapped_column(BigInteger)
    closed: Mapped[int] = mapped_column(BigInteger)


class CatalogueChange(Base):
    """How often anything of the catalogue has changed, and how often what sellers write (`ENTRIES`): what was read or
    drawn of it before is then known to be old."""

    __tablename__ = "catalogue_change"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger)
