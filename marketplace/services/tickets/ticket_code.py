"""The code a ticket shows at the door. It belongs to one holder of one ticket id and never changes for them, so a page
that was opened once shows it without a line; a ticket given away has another one.

    MT1.<ticket id>.<holder>.<seal>

The seal proves that this installation made the code. That the ticket is good is asked of the chain (or of the list that
the door loaded beforehand): a copied code admits nobody twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from chain.ids import Address, parse_address
from marketplace.services.seal import Seal

PREFIX = "MT1"


@dataclass(frozen=True, slots=True)
class ReadCode:
    token_id: int
    holder: Address


class TicketCodes:
    """`secret` is the installation's own; with another one, codes that were shown before admit nobody."""

    def __init__(self, secret: str) -> None:
        self._seal = Seal(secret, "ticket code")

    def code(self, token_id: int, holder: Address) -> str:
        return self._seal.put(f"{PREFIX}.{token_id}.{holder}")

    def read(self, code: str) -> ReadCode:
        """Raises: Invalid (code) with reason foreign."""
        _, token_id, holder = self._seal.parts(code, 3)
        return ReadCode(int(token_id), parse_address(holder))
