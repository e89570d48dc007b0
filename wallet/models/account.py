"""A person's account (アカウント): one address, and what we call the person. Other domains know the address alone."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from enum import StrEnum

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.errors import Invalid
from chain.ids import Address, contains_my_number

DISPLAY_NAME_MAX_LENGTH = 40
LOCALES = ("ja", "en")
_TWELVE_DIGITS = re.compile(r"(?<!\d)\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)")


class AccountKind(StrEnum):
    MANAGED = "managed"  # we keep the key, encrypted; opened by an e-mail code
    BROWSER = "browser"  # the person's own wallet signs


class Account(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    address: Mapped[Address] = mapped_column(AddressType, unique=True)
    kind: Mapped[AccountKind] = mapped_column(String(16))
    member_number: Mapped[str] = mapped_column(String(16), unique=True)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email_index: Mapped[bytes | None] = mapped_column(Bytes32, unique=True)  # keyed, see wallet/vault.py
    display_name: Mapped[str] = mapped_column(String(DISPLAY_NAME_MAX_LENGTH), default="")
    locale: Mapped[str] = mapped_column(String(8), default="ja")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def is_managed(self) -> bool:
        return self.kind == AccountKind.MANAGED

    @property
    def shown_name(self) -> str:
        return self.display_name or self.member_number


def parse_display_name(text: str) -> str:
    """A name as others will see it; empty is allowed and shows the member number instead.

    Raises: Invalid (too_long, control_characters, my_number). Any 12 digits in a row are refused, not only those whose
    check digit fits: no name needs them.
    """
    shown = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(shown) > DISPLAY_NAME_MAX_LENGTH:
        raise Invalid("display_name", "too_long", max_length=DISPLAY_NAME_MAX_LENGTH)
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") for character in shown):
        raise Invalid("display_name", "control_characters")
    if _TWELVE_DIGITS.search(shown) or contains_my_number(shown):
        raise Invalid("display_name", "my_number")
    return shown


def parse_locale(text: str) -> str:
    if text not in LOCALES:
        raise Invalid("locale", "unknown", value=text)
    return text
