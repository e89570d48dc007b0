"""Numbers, times and days as officers type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from app.surfaces.console.forms import read_day
from chain.errors import Invalid
from chain.units import Points

_TIME = re.compile(r"(\d{1,2}):(\d{2})")


def read_time(text: str) -> int:
    """Minutes after midnight of `9:30` or `９：３０`. Raises: Invalid (time: empty, not_a_time)."""
    shown = unicodedata.normalize("NFKC", text).strip()
    if not shown:
        raise Invalid("time", "empty")
    found = _TIME.fullmatch(shown)
    if found is None or not shown.isascii() or int(found[1]) > 23 or int(found[2]) > 59:
        raise Invalid("time", "not_a_time")
    return int(found[1]) * 60 + int(found[2])


def read_times(text: str) -> tuple[int, ...]:
    """Some of them, between blanks, commas or 、. Raises: Invalid."""
    parts = re.split(r"[\s,、]+", unicodedata.normalize("NFKC", text).strip())
    return tuple(read_time(part) for part in parts)


def read_days(text: str) -> frozenset[date]:
    """`2027-01-01` or `2027/1/1`, some of them. Raises: Invalid (day, not_a_day)."""
    parts = re.split(r"[\s,、]+", unicodedata.normalize("NFKC", text).strip())
    return frozenset(read_day(_iso(part)) for part in parts if part)


def whole(least: int, most: int, otherwise: int | None = None) -> Callable[[str], int]:
    """Raises: Invalid (empty where `otherwise` is None, not_whole, negative, one_to_most, out_of_range)."""

    def read(text: str) -> int:
        if not text.strip() and otherwise is not None:
            return otherwise
        number = int(Points.parse(text))
        if not least <= number <= most:
            raise Invalid("number", "not_between", least=least, most=most)
        return number

    return read


def time_words(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def _iso(text: str) -> str:
    parts = text.split("/")
    return "-".join([parts[0], *(part.zfill(2) for part in parts[1:])]) if len(parts) == 3 else text
