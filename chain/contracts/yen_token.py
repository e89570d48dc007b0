"""YenToken, the development stand-in for a yen stablecoin: ERC-20 with ERC-3009, 0 decimals."""

from __future__ import annotations

from typing import Any

from chain.contracts.contract import Contract
from chain.contracts.typed_data import TypedData
from chain.ids import Address
from chain.outbox import Call
from chain.units import Yen

RECEIVE_FIELDS = "address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce"


class YenToken(Contract):
    def balance_of(self, owner: Address) -> Yen:
        return Yen(self.view("balanceOf", owner))

    def faucet_mint(self, to: Address, amount: Yen) -> Call:
        """Test money, development only; the sender must be a minter."""
        return self.to_call("mint", to, int(amount))

    def encode_transfer(self, to: Address, amount: Yen) -> bytes:
        return self.encode("transfer", to, int(amount))

    def cancellation_message(self, authorizer: Address, nonce: bytes) -> TypedData:
        """Takes back an authorization that was not used: an offer, a purchase, a bid."""
        values = {"authorizer": authorizer, "nonce": nonce}
        return self.message("CancelAuthorization", "address authorizer,bytes32 nonce", values)

    def cancel_authorization(self, authorizer: Address, nonce: bytes, signature: bytes) -> Call:
        return self.to_call("cancelAuthorization(address,bytes32,bytes)", authorizer, nonce, signature)

    def is_authorization_used(self, authorizer: Address, nonce: bytes) -> bool:
        """Used or cancelled."""
        return bool(self.view("authorizationState", authorizer, nonce))

    def receive_message(self, payer: Address, to: Address, value: Yen, valid_before: int, nonce: bytes) -> TypedData:
        """ERC-3009 ReceiveWithAuthorization, valid from now on."""
        values = _transfer(payer, to, value, valid_before, nonce)
        return self.message("ReceiveWithAuthorization", RECEIVE_FIELDS, values)

    def transfer_message(self, payer: Address, to: Address, value: Yen, valid_before: int, nonce: bytes) -> TypedData:
        """ERC-3009 TransferWithAuthorization, valid from now on; whoever likes may send it."""
        values = _transfer(payer, to, value, valid_before, nonce)
        return self.message("TransferWithAuthorization", RECEIVE_FIELDS, values)

    def transfer_authorized(self, signed: TypedData, signature: bytes) -> Call:
        """Send what `transfer_message` made."""
        given = signed["message"]
        numbers = [int(given[name]) for name in ("value", "validAfter", "validBefore")]
        values = [given["from"], given["to"], *numbers, bytes.fromhex(given["nonce"].removeprefix("0x")), signature]
        return self.to_call(f"transferWithAuthorization({_TRANSFER_TYPES},bytes)", *values)


_TRANSFER_TYPES = "address,address,uint256,uint256,uint256,bytes32"


def _transfer(payer: Address, to: Address, value: Yen, valid_before: int, nonce: bytes) -> dict[str, Any]:
    return {
        "from": payer, "to": to, "value": int(value),
        "validAfter": 0, "validBefore": valid_before, "nonce": nonce,
    }  # fmt: skip
