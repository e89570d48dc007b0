"""Numbers of what people do here, and moments as they are kept."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex


def new_mark(letter: str, now: datetime) -> str:
    """As in b-20261127-9f3c01aa."""
    return f"{letter}-{now:%Y%m%d}-{token_hex(4)}"


def kept_moment(now: datetime) -> str:
    """Of one form and one zone, so that texts compare as moments do."""
    return now.isoformat(timespec="seconds")
