"""How many requests are taken: of an address before anybody is known, of a service once its signature said who it is.

Source: draft-ietf-httpapi-ratelimit-headers (`RateLimit-Policy`, `RateLimit`). Counted by each web process for itself.
"""

from __future__ import annotations

import math
import time

from flask import Response, g
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, RateLimitItemPerMinute
from werkzeug.exceptions import TooManyRequests

from app.security import limiter

A_MINUTE = 600  # events of one service
_ADDRESS = RateLimitItemPerMinute(2 * A_MINUTE, namespace="bridge-address")
_SERVICE = RateLimitItemPerMinute(A_MINUTE, namespace="bridge-service")


def count_address() -> None:
    """Raises: TooManyRequests."""
    _count(_ADDRESS, get_remote_address(), "per-address")


def count_service(client_id: str) -> None:
    """Raises: TooManyRequests."""
    _count(_SERVICE, client_id, "per-service")


def add_headers(response: Response) -> Response:
    for name, value in g.get("quota", {}).items():
        response.headers[name] = value
    return response


def _count(limit: RateLimitItem, whose: str, name: str) -> None:
    is_within = limiter.limiter.hit(limit, whose)
    window = limiter.limiter.get_window_stats(limit, whose)
    seconds = max(1, math.ceil(window.reset_time - time.time()))
    g.quota = {
        "RateLimit-Policy": f'"{name}";q={limit.amount};w={limit.get_expiry()}',
        "RateLimit": f'"{name}";r={max(0, window.remaining)};t={seconds}',
    }
    if not is_within:
        raise TooManyRequests(retry_after=seconds)
