"""The code a ticket shows at the door. It belongs to one holder of one ticket id and never changes for them, so a page
that was opened once shows it without a line; a ticket given away has another one.

    MT1.<ticket id>.<holder>.<seal>

The seal proves that this installation made the code. That the ticket is good is asked of the chain (or of the list that
the door loaded beforehand): a copied code admits nobody twice.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from chain.errors import Invalid
from chain.ids import Address, parse_address

_PREFIX = "MT1"
_SEAL_BYTES = 10


@dataclass(frozen=True, slots=True)
class ReadCode:
    token_id: int
    holder: Address


class TicketCodes:
    """`secret` is the installation's own; with another one, codes that were shown before admit nobody."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"musubi ticket code\0" + secret.encode()).digest()

    def code(self, token_id: int, holder: Address) -> str:
        named = f"{_PREFIX}.{token_id}.{holder}"
        return f"{named}.{self._seal(named)}"

    def read(self, code: str) -> ReadCode:
        """Raises: Invalid (code) with reason foreign."""
        named, _, seal = code.strip().rpartition(".")
        parts = named.split(".")
        is_ours = len(parts) == 3 and parts[0] == _PREFIX and hmac.compare_digest(seal.upper(), self._seal(named))
        if not is_ours:
            raise Invalid("code", "foreign")
        return ReadCode(int(parts[1]), parse_address(parts[2]))

    def _seal(self, named: str) -> str:
        made = hmac.new(self._key, named.encode(), hashlib.sha256).digest()[:_SEAL_BYTES]
        return base64.b32encode(made).decode()
