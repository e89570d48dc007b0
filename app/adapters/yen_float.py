"""Where the yen token comes from that a buyer by card pays with, and where it goes back to."""

from __future__ import annotations

from eth_account import Account
from eth_utils import keccak

from chain.contracts import Contracts
from chain.contracts.typed_data import signable
from chain.ids import Address
from chain.outbox import Call
from chain.settings import Settings, plain
from chain.units import Yen

_FOR_EVER = 2**48  # the nonce alone decides whether it was paid


class MintedYen:
    """Test yen, made when they are needed. The outbox keeps a key from being sent twice."""

    is_made = True

    def __init__(self, contracts: Contracts, address: Address) -> None:
        self.address = address
        self._contracts = contracts

    def deliver(self, to: Address, amount: Yen, key: str) -> Call:
        return self._contracts.yen.faucet_mint(to, amount)


class FloatYen:
    """Yen of an account that was filled beforehand. The nonce is the payment's key: the token pays it once."""

    is_made = False

    def __init__(self, contracts: Contracts, key: str) -> None:
        self._contracts = contracts
        self._account = Account.from_key(key)
        self.address = Address(self._account.address)

    def deliver(self, to: Address, amount: Yen, key: str) -> Call:
        message = self._contracts.yen.transfer_message(self.address, to, amount, _FOR_EVER, keccak(text=key))
        signature = bytes(self._account.sign_message(signable(message)).signature)
        return self._contracts.yen.transfer_authorized(message, signature)


def yen_float_of(settings: Settings, contracts: Contracts) -> MintedYen | FloatYen:
    key = plain(settings.yen_float_key)
    if key:
        return FloatYen(contracts, key)
    return MintedYen(contracts, Address(Account.from_key(plain(settings.operator_key)).address))
