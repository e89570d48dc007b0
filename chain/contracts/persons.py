"""What the market's identity registry answers about the person behind an account (IPersonRegistry)."""

from __future__ import annotations

from chain.contracts.contract import Contract
from chain.contracts.market import Market
from chain.ids import ZERO_ADDRESS, Address, MunicipalityCode

_ACCOUNT = {"name": "account", "type": "address"}
_PLACE = {"name": "place", "type": "uint32"}
NOBODY = bytes(32)


def _view(name: str, inputs: list[dict[str, str]], answer: str) -> dict[str, object]:
    return {"type": "function", "name": name, "inputs": inputs, "outputs": [{"name": "", "type": answer}]}


PERSON_REGISTRY_ABI = [
    _view("isVerified", [_ACCOUNT], "bool"),
    _view("personOf", [_ACCOUNT], "bytes32"),
    _view("isResident", [_ACCOUNT, _PLACE], "bool"),
    _view("livesIn", [_ACCOUNT, _PLACE], "bool"),
]


class MarketPersons:
    """Asks whichever registry the market itself would ask. Without one nobody is verified.

    Raises everywhere: ContractReverted, NodeUnavailable.
    """

    def __init__(self, market: Market) -> None:
        self._market = market

    def is_verified(self, account: Address) -> bool:
        registry = self._registry()
        return registry is not None and bool(registry.view("isVerified", account))

    def is_resident(self, account: Address, town: MunicipalityCode) -> bool:
        registry = self._registry()
        return registry is not None and bool(registry.view("isResident", account, town.number))

    def lives_outside(self, account: Address, area: int) -> bool:
        """Verified, and in no municipality of the area."""
        registry = self._registry()
        if registry is None or not registry.view("isVerified", account):
            return False
        return not registry.view("livesIn", account, area)

    def bought(self, account: Address, listing: int) -> int:
        """How many the person behind the account bought from a listing that counts persons."""
        person = self.person_of(account)
        return 0 if person is None else int(self._market.view("boughtBy", listing, person))

    def person_of(self, account: Address) -> bytes | None:
        """The registry's keyed number of the person, from which nobody finds the person."""
        registry = self._registry()
        person = bytes(registry.view("personOf", account)) if registry is not None else NOBODY
        return None if person == NOBODY else person

    def _registry(self) -> Contract | None:
        address = Address(self._market.view("identities"))
        if address == ZERO_ADDRESS:
            return None
        return Contract("PersonRegistry", address, PERSON_REGISTRY_ABI, self._market.client, self._market.chain_id)
