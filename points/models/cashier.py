"""Who stands at a shop's till (レジ担当): a name and a PIN, because the device is signed in as the shop. A shop without
cashiers works as one person: whoever is signed in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, Bytes32, UtcDateTime
from chain.errors import Invalid
from chain.ids import Address

PIN_DIGITS = (4, 6)
PIN_TRIES = 5
NAME_LENGTH = 40

# About 20 ms and 16 MB: a list of stolen hashes is slow to try, a till still answers at once. Source: RFC 7914.
_COST = {"n": 2**14, "r": 8, "p": 1}


class Cashier(Base):
    """Never deleted: what somebody did keeps its name."""

    __tablename__ = "points_cashier"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    is_manager: Mapped[bool] = mapped_column(default=False)  # 店長: refunds of any day, closings, cashiers
    is_active: Mapped[bool] = mapped_column(default=True)
    pin_salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    pin_hash: Mapped[bytes] = mapped_column(Bytes32)
    pin_set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wrong_tries: Mapped[int] = mapped_column(default=0)  # since the last right one; the fifth locks
    created_by: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def is_locked(self) -> bool:
        return self.wrong_tries >= PIN_TRIES

    def set_pin(self, pin: str, now: datetime) -> None:
        """Raises: Invalid (pin)."""
        self.pin_salt = secrets.token_bytes(16)
        self.pin_hash = _hash(check_pin(pin), self.pin_salt)
        self.pin_set_at = now
        self.wrong_tries = 0

    def has_pin(self, pin: str) -> bool:
        return hmac.compare_digest(_hash(_digits(pin), self.pin_salt), self.pin_hash)


def check_pin(text: str) -> str:
    """Raises: Invalid (pin: not_whole, pin_length, pin_easy)."""
    pin = _digits(text)
    if not pin.isascii() or not pin.isdigit():
        raise Invalid("pin", "pin_digits")
    if not PIN_DIGITS[0] <= len(pin) <= PIN_DIGITS[1]:
        raise Invalid("pin", "pin_digits")
    if len(set(pin)) == 1 or pin in "0123456789" or pin in "9876543210":
        raise Invalid("pin", "pin_easy")
    return pin


def _digits(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, dklen=32, **_COST)
