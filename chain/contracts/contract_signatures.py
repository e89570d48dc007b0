"""Does a contract account accept a signature? ERC-1271, asked of the node."""

from __future__ import annotations

from typing import Protocol

from eth_abi.abi import encode
from eth_utils import keccak

from chain.errors import ContractReverted
from chain.ids import Address

_MAGIC_1271 = bytes.fromhex("1626ba7e")
_SELECTOR = keccak(text="isValidSignature(bytes32,bytes)")[:4]


class Calls(Protocol):
    def call(self, to: Address, calldata: bytes, block: str = "latest") -> bytes: ...


def is_accepted_by_contract(
    node: Calls, account: Address, digest: bytes, signature: bytes, block: str = "latest"
) -> bool:
    """Its answer may change with the contract's state, so it says something of one block only.

    Raises: NodeUnavailable.
    """
    try:
        answer = node.call(account, _SELECTOR + encode(["bytes32", "bytes"], [digest, signature]), block)
    except ContractReverted:
        return False
    return len(answer) >= 32 and answer[:4] == _MAGIC_1271 and not any(answer[4:32])
