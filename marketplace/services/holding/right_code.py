"""The code a right (権利) shows where it is used. It belongs to one person, owner or borrower, and one token.

MR1.<address of the collection>.<token id>.<person>.<seal>
"""

from __future__ import annotations

from dataclasses import dataclass

from chain.ids import Address, parse_address
from marketplace.queries.holding.rights import TokenKey
from marketplace.services.seal import Seal

PREFIX = "MR1"


@dataclass(frozen=True, slots=True)
class ReadRight:
    token: TokenKey
    holder: Address


class RightCodes:
    """`secret` is the installation's own."""

    def __init__(self, secret: str) -> None:
        self._seal = Seal(secret, "right code")

    def code(self, token: TokenKey, holder: Address) -> str:
        return self._seal.put(f"{PREFIX}.{token[0]}.{token[1]}.{holder}")

    def read(self, code: str) -> ReadRight:
        """Raises: Invalid (code) with reason foreign."""
        _, collection, token_id, holder = self._seal.parts(code, 4)
        return ReadRight((parse_address(collection), int(token_id)), parse_address(holder))
