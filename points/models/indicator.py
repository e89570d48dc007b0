"""Well-being indicators (幸福度指標) of a town and their values, one a fiscal year; a correction is a revision more."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode

LONGEST_NAME, LONGEST_UNIT, LONGEST_SOURCE, LONGEST_NOTE = 60, 20, 200, 400
MOST_INDICATORS = 60
FIRST_YEAR = 1950
MOST = 10**12  # of a value, in its unit
SCALE = 1_000  # values are kept in thousandths
_NUMBER = re.compile(r"([-▲△]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,3}))?")


class Nature(StrEnum):
    SUBJECTIVE = "subjective"  # asked of people
    OBJECTIVE = "objective"  # counted or measured


class Direction(StrEnum):
    MORE = "more"  # a higher value is better
    LESS = "less"
    NEITHER = "neither"


class Indicator(Base):
    """`key` names the suggestion it was taken from, empty for a town's own. `least` and `most` are thousandths, the
    ends of the scale on which people answer. What is retired is neither asked for nor shown any more; its values
    stay."""

    __tablename__ = "wellbeing_indicator"
    __table_args__ = (UniqueConstraint("municipality", "name_ja"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    key: Mapped[str] = mapped_column(String(40), default="")
    name_ja: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_en: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    unit_ja: Mapped[str] = mapped_column(String(LONGEST_UNIT), default="")
    unit_en: Mapped[str] = mapped_column(String(LONGEST_UNIT), default="")
    nature: Mapped[Nature] = mapped_column(String(12))
    direction: Mapped[Direction] = mapped_column(String(8))
    least: Mapped[int | None] = mapped_column(BigInteger)
    most: Mapped[int | None] = mapped_column(BigInteger)
    is_published: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class IndicatorValue(Base):
    """Of one year; the highest revision counts, the earlier ones are its history. `thousandths` None: taken back."""

    __tablename__ = "wellbeing_value"
    __table_args__ = (UniqueConstraint("indicator_id", "year", "revision"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("wellbeing_indicator.id"))
    year: Mapped[int]  # the fiscal year that begins in it
    revision: Mapped[int]
    thousandths: Mapped[int | None] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(String(LONGEST_SOURCE))
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="")
    entered_by: Mapped[Address] = mapped_column(AddressType)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


def read_value(text: str) -> int:
    """Thousandths of what a person typed: `7.25`, `１，２３４`, `▲12`.

    Raises: Invalid with reason empty, not_a_value (no number, or finer than thousandths) or too_large.
    """
    shown = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if not shown:
        raise Invalid("value", "empty")
    found = _NUMBER.fullmatch(shown)
    if found is None or not shown.lstrip("▲△").isascii():
        raise Invalid("value", "not_a_value")
    sign, whole, part = found.groups()
    value = int(whole.replace(",", "")) * SCALE + int((part or "").ljust(3, "0"))
    if value > MOST * SCALE:
        raise Invalid("value", "too_large")
    return -value if sign else value


def written(thousandths: int) -> str:
    """As `read_value` reads it, with thousands apart and no zeros at the end."""
    whole, part = divmod(abs(thousandths), SCALE)
    digits = f"{part:03}".rstrip("0")
    return f"{'-' if thousandths < 0 else ''}{whole:,}" + (f".{digits}" if digits else "")


def is_better(direction: Direction, before: int, after: int) -> bool | None:
    """None where there is no better, or nothing changed."""
    if direction == Direction.NEITHER or before == after:
        return None
    return (after > before) is (direction == Direction.MORE)
