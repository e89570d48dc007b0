"""Member numbers such as `M-7K3Q-9XTA`: short enough to read out, with a check character, never twelve digits."""

from __future__ import annotations

import re
import secrets
import unicodedata

from chain.errors import Invalid

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LENGTH = 8


def new_member_number() -> str:
    """A random one; the caller makes sure that nobody has it yet."""
    return _shown("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH - 1)))


def parse_member_number(text: str) -> str:
    """Read what a person typed or said: lower case, full width, without hyphens, O for 0, I or L for 1.

    Raises: Invalid (not_member_number, check_character).
    """
    plain = re.sub(r"[\s‐-―−ー-]", "", unicodedata.normalize("NFKC", text).upper())
    if len(plain) == _LENGTH + 1 and plain.startswith("M"):
        plain = plain[1:]
    plain = plain.translate(_READ_AS)
    if len(plain) != _LENGTH or any(character not in _ALPHABET for character in plain):
        raise Invalid("member_number", "not_member_number")
    if check_character(plain[:-1]) != plain[-1]:
        raise Invalid("member_number", "check_character")
    return _shown(plain[:-1])


def check_character(body: str) -> str:
    """Luhn's check over base 32: catches one wrong character and nearly every swap of neighbours."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = _ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return _ALPHABET[-total % 32]


def _shown(body: str) -> str:
    plain = body + check_character(body)
    return f"M-{plain[:4]}-{plain[4:]}"
