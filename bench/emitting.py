"""An Anvil of its own and a contract that emits many events, for measurements and for tests of the indexer."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eth_abi import encode
from eth_utils import keccak

from chain.client import NodeClient
from chain.deployments import IDENTIFYING_BLOCK, Deployed, Deployments, code_hash
from chain.devnet import anvil_executable
from chain.errors import NodeUnavailable
from chain.ids import Address, parse_address

CHAIN_ID = 1337
_ROOT = Path(__file__).resolve().parent.parent
_SOURCE = "EventEmitter.sol"


@cache
def compiled() -> dict[str, tuple[list[dict[str, Any]], str]]:
    """ABI and creation code (0x-hex) of EventEmitter and EmittingClone."""
    asked = {
        "language": "Solidity",
        "sources": {_SOURCE: {"content": (_ROOT / "contracts" / "mocks" / _SOURCE).read_text()}},
        "settings": {
            "evmVersion": "cancun",
            "optimizer": {"enabled": True},
            "outputSelection": {"*": {"*": ["abi", "evm.bytecode.object"]}},
        },
    }
    solc = _ROOT / ".tools" / "solc" / "solc"
    ran = subprocess.run([solc, "--standard-json"], input=json.dumps(asked), capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout)["contracts"][_SOURCE]
    return {name: (one["abi"], "0x" + one["evm"]["bytecode"]["object"]) for name, one in found.items()}


@contextmanager
def anvil(*words: str) -> Iterator[NodeClient]:
    """A fresh Anvil that mines on demand only."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(anvil_executable()), "--port", str(port), "--chain-id", str(CHAIN_ID), "--no-mining", "--silent"]
    words += ("--max-persisted-states", "0")
    process = subprocess.Popen([*command, *words], stdin=subprocess.DEVNULL)
    client = NodeClient(f"http://127.0.0.1:{port}", timeout_seconds=60)
    try:
        _wait_for(client)
        yield client
    finally:
        process.kill()
        process.wait()


def _wait_for(client: NodeClient) -> None:
    for _ in range(500):
        try:
            client.chain_id()
            return
        except NodeUnavailable:
            time.sleep(0.02)
    raise NodeUnavailable(client.url, "Anvil did not start")


@dataclass(frozen=True, slots=True)
class Emitter:
    """The contract on `client`'s chain. What it does waits in the pool until `mine`."""

    client: NodeClient
    sender: Address
    address: Address
    deployments: Deployments

    @classmethod
    def deploy(cls, client: NodeClient) -> Emitter:
        """It plays two parts in the deployments: points that move, and a market that creates collections."""
        abi, code = compiled()["EventEmitter"]
        sender = client.request("eth_accounts")[0]
        tx_hash = client.request("eth_sendTransaction", [{"from": sender, "data": code, "gas": hex(5_000_000)}])
        client.request("evm_mine")
        address = parse_address(client.request("eth_getTransactionReceipt", [tx_hash])["contractAddress"])
        block_one = client.block(IDENTIFYING_BLOCK)
        assert block_one is not None
        deployed = Deployed(address, client.block_number(), code_hash(client, address), abi)
        templates = {"Collection": compiled()["EmittingClone"][0]}
        deployments = Deployments(CHAIN_ID, block_one["hash"], {"Market": deployed}, templates)
        return cls(client, sender, address, deployments)

    def move(self, count: int, *, people: int = 200, seed: int = 0) -> None:
        self._send("move(uint256,uint256,uint256)", ["uint256"] * 3, [count, people, seed])

    def note(self, number: int, text: str, blob: bytes, numbers: list[int], people: list[str]) -> None:
        kinds = ["uint256", "string", "bytes", "uint256[]", "address[]"]
        self._send("note(uint256,string,bytes,uint256[],address[])", kinds, [number, text, blob, numbers, people])

    def create(self, collection_id: int, count: int) -> None:
        self._send("create(uint64,uint256)", ["uint64", "uint256"], [collection_id, count])

    def mint(self, clone: Address, count: int) -> None:
        self._send("mint(uint256)", ["uint256"], [count], to=clone)

    def mine(self, blocks: int = 1) -> int:
        """Put what waits into a block; make `blocks` blocks in all. The newest block's number."""
        self.client.request("anvil_mine", [hex(blocks)])
        return self.client.block_number()

    def _send(self, signature: str, kinds: list[str], values: list[Any], to: Address | None = None) -> None:
        calldata = keccak(text=signature)[:4] + encode(kinds, values)
        transaction = {
            "from": self.sender,
            "to": to or self.address,
            "data": "0x" + calldata.hex(),
            "gas": hex(14_000_000),
        }
        self.client.request("eth_sendTransaction", [transaction])
