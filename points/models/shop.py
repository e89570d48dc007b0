"""What a shop shows of itself: where it is, when it is open, how to reach it. None of it is on chain."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import JSON, BigInteger, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, UtcDateTime
from chain.errors import Invalid
from chain.ids import Address, contains_my_number
from points.models.opening_hours import UNKNOWN_HOURS, OpeningHours

_MICRO = 1_000_000
_LENGTHS = {"address": 200, "hours_note": 200, "phone": 20, "web": 200, "description_ja": 1000, "description_en": 1000}
_BOUNDS = {"latitude": (20, 46), "longitude": (122, 154)}  # Japan
_PHONE = re.compile(r"\+?[\d\- ()]{6,20}")


class ShopProfile(Base):
    __tablename__ = "points_shop_profile"

    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(String(200))
    latitude_micro: Mapped[int | None] = mapped_column(Integer)  # millionths of a degree
    longitude_micro: Mapped[int | None] = mapped_column(Integer)
    hours: Mapped[dict[str, Any]] = mapped_column(JSON)
    hours_note: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(20))
    web: Mapped[str] = mapped_column(String(200))
    description_ja: Mapped[str] = mapped_column(Text)
    description_en: Mapped[str] = mapped_column(Text)
    contact_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # an e-mail address; empty when none was given
    updated_by: Mapped[Address] = mapped_column(AddressType)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class ShopEntry:
    """As somebody typed it; `checked` gives what is kept."""

    address: str = ""
    latitude: str = ""
    longitude: str = ""
    hours: OpeningHours = UNKNOWN_HOURS
    hours_note: str = ""
    phone: str = ""
    web: str = ""
    description_ja: str = ""
    description_en: str = ""
    contact: str = ""

    def checked(self) -> ShopEntry:
        """Raises: Invalid naming the field (too_long, my_number, phone_form, web_form, not_email, position)."""
        kept = replace(self, **{name: getattr(self, name).strip() for name in _LENGTHS})
        kept = replace(
            kept, web=_web(kept.web), phone=unicodedata.normalize("NFKC", kept.phone), contact=self.contact.strip()
        )
        for name, most in _LENGTHS.items():
            text = getattr(kept, name)
            if len(text) > most:
                raise Invalid(name, "too_long")
            if contains_my_number(text):
                raise Invalid(name, "my_number")
        if kept.phone and not _PHONE.fullmatch(kept.phone):
            raise Invalid("phone", "phone_form")
        if kept.contact and not re.fullmatch(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+", kept.contact):
            raise Invalid("contact", "not_email")
        position(self.latitude, self.longitude)
        return kept


def position(latitude: str, longitude: str) -> tuple[int, int] | None:
    """Millionths of degrees, or None when neither was given.

    Raises: Invalid (latitude: position) when only one is there, or it is not in Japan.
    """
    if not latitude.strip() and not longitude.strip():
        return None
    return _micro("latitude", latitude), _micro("longitude", longitude)


def degrees(micro: int | None) -> str:
    return "" if micro is None else f"{Decimal(micro) / _MICRO:.6f}"


def _micro(field: str, text: str) -> int:
    low, high = _BOUNDS[field]
    try:
        value = Decimal(unicodedata.normalize("NFKC", text).strip())
    except InvalidOperation:
        raise Invalid("latitude", "position") from None
    if not value.is_finite() or not low <= value <= high:
        raise Invalid("latitude", "position")
    return int((value * _MICRO).to_integral_value())


def _web(text: str) -> str:
    """Raises: Invalid (web_form). Only addresses of the web: a link on a public page runs nothing."""
    if not text:
        return ""
    shown = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(shown)
    except ValueError:
        raise Invalid("web", "web_form") from None
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or re.search(r"\s", shown):
        raise Invalid("web", "web_form")
    return shown
