"""The contract that counts actions: compiled once, its calls, and its batch policy."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from eth_abi import encode
from eth_utils import keccak

from chain.client import NodeClient
from chain.contracts.contract import Contract
from chain.ids import Address, parse_address
from chain.outbox import Call
from chain.relayer.batching import Outcome, Receipt, StructBatch
from chain.reverts import register_errors

_ROOT = Path(__file__).parents[4]
_SOURCE = _ROOT / "contracts" / "mocks" / "ActionCounter.sol"
KIND = "test.act"


@cache
def compiled() -> tuple[list[dict[str, Any]], str]:
    """ABI and creation code, 0x-hex."""
    asked = {
        "language": "Solidity",
        "sources": {"ActionCounter.sol": {"content": _SOURCE.read_text()}},
        "settings": {"evmVersion": "cancun", "outputSelection": {"*": {"*": ["abi", "evm.bytecode.object"]}}},
    }
    solc = _ROOT / ".tools" / "solc" / "solc"
    ran = subprocess.run([solc, "--standard-json"], input=json.dumps(asked), capture_output=True, text=True, check=True)
    contract = json.loads(ran.stdout)["contracts"]["ActionCounter.sol"]["ActionCounter"]
    register_errors(contract["abi"])
    return contract["abi"], "0x" + contract["evm"]["bytecode"]["object"]


def key_of(name: str) -> bytes:
    return keccak(text=name)


class ActionCounter(Contract):
    @classmethod
    def deploy(cls, client: NodeClient, sender: Address, chain_id: int) -> ActionCounter:
        abi, code = compiled()
        tx_hash = client.request("eth_sendTransaction", [{"from": sender, "data": code}])
        client.request("evm_mine")
        receipt = client.request("eth_getTransactionReceipt", [tx_hash])
        return cls("ActionCounter", parse_address(receipt["contractAddress"]), abi, client, chain_id)

    def act(self, name: str, *, refused: bool = False, batched: bool = False) -> Call:
        return self.to_call("act", (key_of(name), refused), b"\x01" * 65, batch_kind=KIND if batched else "")

    def set_closed(self, closed: bool) -> Call:
        return self.to_call("setClosed", closed)

    def done(self) -> Counter[bytes]:
        """How often each key's action is on the chain."""
        topic = "0x" + keccak(text="Done(bytes32)").hex()
        wanted = {"address": self.address, "fromBlock": "0x0", "toBlock": "latest", "topics": [topic]}
        return Counter(bytes.fromhex(log["topics"][1][2:]) for log in self.client.request("eth_getLogs", [wanted]))


class ActionBatch(StructBatch):
    def __init__(self, max_items: int = 100) -> None:
        super().__init__(KIND, compiled()[0], "act", "actMany", "ActionRejected", max_items)

    def identity(self, item: bytes) -> bytes:
        key: bytes = self._struct(item)[0]
        return key

    def outcomes(self, items: Sequence[bytes], receipt: Receipt) -> list[Outcome]:
        refused = {indexed[0]: reason for indexed, reason in self._rejections(receipt)}
        return [refused.get(self.identity(item)) for item in items]


def batch_item(name: str, refused: bool = False) -> bytes:
    return encode(["(bytes32,bool)", "bytes"], [(key_of(name), refused), b"\x01" * 65])
