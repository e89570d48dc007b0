"""When a message to a service is tried again, and when the service is left in peace.

Source: Standard Webhooks 1.0, "Retry schedule" and "Deliverability": ten attempts over some three days, each with
jitter; `Retry-After` is honoured; 410 ends it; who answers 429, 502 or 504 is asked less often.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

_AFTER = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip
MOST_ATTEMPTS = len(_AFTER) + 1
JITTER = 0.1
GONE = 410
NO_ANSWER = 0
_OVERBURDENED = (NO_ANSWER, 429, 502, 504)
_LONGEST_WISH = timedelta(days=1)
_SHORTEST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)


def wait_after(attempts: int, chance: float, wish: timedelta = timedelta()) -> timedelta | None:
    """How long to wait after so many attempts; None: no more. `chance`: 0 ≤ chance < 1. `wish`: the receiver's."""
    if attempts >= MOST_ATTEMPTS:
        return None
    waited = _AFTER[attempts - 1] * (1 + JITTER * chance)
    return max(waited, min(wish, _LONGEST_WISH))


def is_taken(status: int) -> bool:
    """Redirects are none: a message is signed for one address."""
    return 200 <= status < 300


def is_overburdened(status: int) -> bool:
    return status in _OVERBURDENED


def pause_after(failures: int, wish: timedelta = timedelta()) -> timedelta:
    """How long nothing at all goes to a service that could not take the last so many; twice as long each time."""
    doubled = _SHORTEST_PAUSE * 2 ** min(failures - 1, 10) if failures else timedelta()
    return max(min(doubled, _LONGEST_PAUSE), min(wish, _LONGEST_WISH))


def wish_of(retry_after: str, now: datetime) -> timedelta:
    """Of the header `Retry-After`: seconds or a date (RFC 9110, section 10.2.3). Nothing where it reads as neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), int(_LONGEST_WISH.total_seconds())))
    try:
        return min(max(timedelta(), parsedate_to_datetime(text) - now), _LONGEST_WISH)
    except (TypeError, ValueError, IndexError, OverflowError):
        return timedelta()
