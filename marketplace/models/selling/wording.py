"""What may stand in a name or a story. Emoji may; what turns the writing around or cannot be seen may not."""

from __future__ import annotations

import unicodedata

from chain.errors import Invalid
from chain.ids import contains_my_number

# Marks that turn the direction of writing make a name read as another one (U+202E and its kin).
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0")
_LINES = frozenset("\n")


def plain_words(text: str, field: str, longest: int, *, may_be_empty: bool = False, lines: bool = False) -> str:
    """Trimmed and composed. A joiner stays, as emoji need it.

    Raises: Invalid (empty, too_long, turned, unseen, my_number).
    """
    words = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if not words and not may_be_empty:
        raise Invalid(field, "empty")
    if len(words) > longest:
        raise Invalid(field, "too_long", most=longest)
    for sign in words:
        if sign in _TURNING:
            raise Invalid(field, "turned")
        is_control = unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") and not (lines and sign in _LINES)
        if sign in _UNSEEN or is_control:
            raise Invalid(field, "unseen")
    if contains_my_number(words):
        raise Invalid(field, "my_number")
    return words


def sentences(text: str, field: str, most: int = 12) -> tuple[str, ...]:
    """A sentence a line. Raises: Invalid."""
    words = plain_words(text, field, 2_000, lines=True)
    found = tuple(line.strip() for line in words.split("\n") if line.strip())
    if len(found) > most:
        raise Invalid(field, "too_many_lines", most=most)
    return found
