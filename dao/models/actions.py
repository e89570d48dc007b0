"""Actions: what a proposal does when it is executed, typed, and read back from calldata. New kinds join `Action`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_abi import decode
from eth_abi.exceptions import DecodingError
from eth_utils import to_checksum_address

from chain.contracts.region_governor import Actions
from chain.contracts.yen_token import YenToken
from chain.ids import ZERO_ADDRESS, Address
from chain.units import MAX_AMOUNT, Yen

_TRANSFER = bytes.fromhex("a9059cbb")  # transfer(address,uint256)


@dataclass(frozen=True, slots=True)
class PayYen:
    """Yen from the treasury to a payee. The name is what the directory said when it was proposed."""

    payee: Address
    payee_name: str
    amount: Yen

    kind = "pay_yen"

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "payee": self.payee, "payee_name": self.payee_name, "amount": int(self.amount)}

    def encode(self, yen: YenToken) -> Actions:
        return Actions((yen.address,), (0,), (yen.encode_transfer(self.payee, self.amount),))


@dataclass(frozen=True, slots=True)
class UnknownAction:
    """Made elsewhere and not understood here: shown as raw calls with a warning."""

    kind = "unknown"

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind}


Action = PayYen | UnknownAction


def action_from_json(found: dict[str, Any]) -> Action:
    if found.get("kind") == PayYen.kind:
        return PayYen(Address(found["payee"]), str(found["payee_name"]), Yen(int(found["amount"])))
    return UnknownAction()


def decode_action(actions: Actions, yen_address: Address) -> Action:
    """The action behind raw calls; anything but one plain yen transfer is unknown."""
    if actions.targets != (yen_address,) or actions.values != (0,) or len(actions.calldatas) != 1:
        return UnknownAction()
    calldata = actions.calldatas[0]
    if calldata[:4] != _TRANSFER or len(calldata) != 68:
        return UnknownAction()
    try:
        payee, amount = decode(["address", "uint256"], calldata[4:])
    except DecodingError:
        return UnknownAction()
    if amount > MAX_AMOUNT or int(payee, 16) == int(ZERO_ADDRESS, 16):
        return UnknownAction()
    return PayYen(Address(to_checksum_address(payee)), "", Yen(amount))
