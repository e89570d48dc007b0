"""What the chain's node itself says that a transaction moved, beside what we read from it earlier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eth_utils import keccak

from chain.client import NodeClient
from chain.errors import NodeUnavailable
from chain.ids import Address
from chain.units import Yen

_TRANSFER = "0x" + keccak(text="Transfer(address,address,uint256)").hex()


@dataclass(frozen=True, slots=True)
class MovedOnChain:
    block_number: int
    income: Yen
    spending: Yen


def moved_on_chain(client: NodeClient, yen: Address, timelock: Address, tx_hash: bytes) -> MovedOnChain | None:
    """None when the node does not answer or does not know the transaction."""
    try:
        receipt: dict[str, Any] | None = client.request("eth_getTransactionReceipt", ["0x" + tx_hash.hex()])
    except NodeUnavailable:
        return None
    if receipt is None or int(receipt["status"], 16) != 1:
        return None
    income = spending = 0
    for log in receipt["logs"]:
        if log["address"].lower() != yen.lower() or log["topics"][0] != _TRANSFER:
            continue
        giver, taker = ("0x" + topic[-40:] for topic in log["topics"][1:3])
        income += int(log["data"], 16) if taker == timelock.lower() else 0
        spending += int(log["data"], 16) if giver == timelock.lower() else 0
    return MovedOnChain(int(receipt["blockNumber"], 16), Yen(income), Yen(spending))
