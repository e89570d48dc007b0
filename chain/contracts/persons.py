"""What the market asks about the person behind an account, asked the same way before anything is signed."""

from __future__ import annotations

from chain.contracts.identity_registry import IdentityRegistry
from chain.contracts.market import Market
from chain.ids import Address, MunicipalityCode

_NOBODY = bytes(32)


class MarketPersons:
    """Raises everywhere: ContractReverted, NodeUnavailable."""

    def __init__(self, market: Market, identities: IdentityRegistry) -> None:
        self._market = market
        self._identities = identities

    def is_verified(self, account: Address) -> bool:
        return self._identities.is_verified(account)

    def is_resident(self, account: Address, town: MunicipalityCode) -> bool:
        return bool(self._identities.view("isResident", account, town.number))

    def lives_outside(self, account: Address, area: int) -> bool:
        """Verified, and in no municipality of the area."""
        return self._identities.is_verified(account) and not self._identities.view("livesIn", account, area)

    def bought(self, account: Address, listing: int) -> int:
        """How many the person behind the account bought from a listing that counts persons."""
        person = self.person_of(account)
        return 0 if person is None else int(self._market.view("boughtBy", listing, person))

    def person_of(self, account: Address) -> bytes | None:
        """The registry's number of the person, from which nobody finds the person."""
        person = bytes(self._identities.view("personOf", account))
        return None if person == _NOBODY else person
