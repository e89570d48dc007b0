"""The guest register (宿泊者名簿) of a stay: what the booker hands to the inn about each guest, and who looked at it.

Source: 旅館業法第6条 and 同法施行規則第4条の2: an inn keeps names, addresses and contacts of its guests, and of foreign
guests without an address in Japan nationality and passport number, for three years. The inn keeps its own register;
the platform hands the lines over and erases them soon after departure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.errors import Invalid
from chain.ids import Address
from marketplace.models.selling.wording import plain_words

KEPT_AFTER_DEPARTURE = timedelta(days=30)  # the three years of the law are the inn's, not the platform's
MOST_GUESTS = 20
_PASSPORT = re.compile(r"[A-Z0-9]{5,15}")


class GuestLine(Base):
    """One guest, sealed. `departs_at`: the end of the last night, unix seconds."""

    __tablename__ = "ticket_guest"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    booking_row_id: Mapped[int] = mapped_column(ForeignKey("ticket_booking.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    departs_at: Mapped[int] = mapped_column(BigInteger, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RegisterView(Base):
    """Somebody of the inn looked at the guests of a booking."""

    __tablename__ = "ticket_register_view"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    booking_row_id: Mapped[int] = mapped_column(ForeignKey("ticket_booking.id"), index=True)
    officer: Mapped[Address] = mapped_column(AddressType)
    viewed_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Guest:
    """`is_from_abroad`: has no address in Japan; then nationality and passport are needed."""

    name: str
    address: str
    occupation: str = ""
    phone: str = ""
    is_from_abroad: bool = False
    nationality: str = ""
    passport: str = ""

    def checked(self) -> Guest:
        """Trimmed. Raises: Invalid naming the field (my_number for what looks like one)."""
        abroad = self.is_from_abroad
        passport = unicodedata.normalize("NFKC", self.passport).strip().upper().replace(" ", "") if abroad else ""
        if abroad and not passport:
            raise Invalid("passport", "empty")
        if abroad and not (_PASSPORT.fullmatch(passport) and passport.isascii()):
            raise Invalid("passport", "not_a_passport")
        return Guest(
            name=plain_words(self.name, "name", 80),
            address=plain_words(self.address, "address", 200),
            occupation=plain_words(self.occupation, "occupation", 60, may_be_empty=True),
            phone=plain_words(self.phone, "phone", 30, may_be_empty=True),
            is_from_abroad=abroad,
            nationality=plain_words(self.nationality if abroad else "", "nationality", 60, may_be_empty=not abroad),
            passport=plain_words(passport, "passport", 15, may_be_empty=not abroad),
        )

    def as_json(self) -> dict[str, str | bool]:
        return asdict(self)
