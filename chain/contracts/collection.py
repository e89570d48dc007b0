"""Collection: one series of NFTs. Only looked at from here; the Market mints."""

from __future__ import annotations

from chain.contracts.contract import Contract
from chain.ids import Address


class Collection(Contract):
    def owner_of(self, token_id: int) -> Address:
        return Address(self.view("ownerOf", token_id))

    def balance_of(self, owner: Address) -> int:
        return int(self.view("balanceOf", owner))

    def total_minted(self) -> int:
        return int(self.view("totalMinted"))

    def votes_at(self, owner: Address, moment: int) -> int:
        """Votes of `owner` at a past moment (unix seconds)."""
        return int(self.view("getPastVotes", owner, moment))

    def votes(self, owner: Address) -> int:
        return int(self.view("getVotes", owner))
