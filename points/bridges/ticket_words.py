"""Tickets as a service hears of them: by a name of its own for each holder's tickets, which leads to no wallet and is
another one for each service."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from chain.clock import JST, from_unix
from chain.ids import Address

MARK = "tk_"
_DIGITS = 16
_LAST = 253_402_300_799  # 9999-12-31, the last that a date can say


@dataclass(frozen=True, slots=True)
class TicketNames:
    """`secret` is the installation's own; with another one services hear of other names."""

    secret: str

    def name(self, client_id: str, token_id: int, holder: Address) -> str:
        key = hashlib.sha256(b"musubi ticket name\0" + self.secret.encode()).digest()
        made = hmac.new(key, f"{client_id}.{token_id}.{holder.lower()}".encode(), hashlib.sha256).hexdigest()
        return MARK + made[:_DIGITS]


def told_moment(seconds: int) -> str | None:
    """Unix seconds as ISO 8601 in Japan; None where a ticket has no such moment."""
    return from_unix(seconds).astimezone(JST).isoformat() if 0 < seconds < _LAST else None
