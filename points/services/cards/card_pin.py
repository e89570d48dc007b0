"""The card holder's PIN: four digits, kept as a slow hash that is sealed besides, as four digits are soon guessed."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata

from chain.errors import Invalid
from points.models import Card
from points.ports import Cipher

PURPOSE = "card-pin"
_SALT_BYTES = 16
_RUNS = "01234567890", "09876543210"


def parse_pin(text: str) -> str:
    """Raises: Invalid (pin: not_four_digits, easy)."""
    pin = read_digits(text)
    if not re.fullmatch(r"[0-9]{4}", pin):
        raise Invalid("pin", "not_four_digits")
    if len(set(pin)) == 1 or any(pin in run for run in _RUNS):
        raise Invalid("pin", "easy")
    return pin


def read_digits(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


class CardPins:
    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def seal(self, card: Card, pin: str) -> bytes:
        salt = secrets.token_bytes(_SALT_BYTES)
        return self._cipher.seal(PURPOSE, salt + _derive(pin, salt), card.number)

    def fits(self, number: str, pin_sealed: bytes, pin: str) -> bool:
        kept = self._cipher.open(PURPOSE, pin_sealed, number)
        salt, derived = kept[:_SALT_BYTES], kept[_SALT_BYTES:]
        return hmac.compare_digest(derived, _derive(read_digits(pin), salt))


def _derive(pin: str, salt: bytes) -> bytes:
    """Source: RFC 7914 (scrypt); 16 MB, some tens of milliseconds."""
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
