"""What a rule rewards once: a visit, a trip, a day, a person."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from points.bridges.rules.deciding import Happening
from points.bridges.rules.terms import ONCE_A_DAY, ONCE_EVER, Terms


def once_key_of(terms: Terms, event: Happening, day: date) -> str | None:
    """What the rule rewards once for a person."""
    if not terms.once_per:
        return None
    if terms.once_per == ONCE_EVER:
        return ONCE_EVER
    if terms.once_per == ONCE_A_DAY:
        return day.isoformat()
    return sha256(str(event.data.get(terms.once_per, "")).encode()).hexdigest()
