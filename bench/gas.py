"""Gas of whole transactions (21,000 and calldata included): RegionalPoints beside what OpenZeppelin's parts come to.

Both run on one Anvil in one go. The peer (bench/peer/PeerPoints.sol) is ERC1155, ERC2771Forwarder.executeBatch and
MerkleProof; it has no terms, areas, pauses, caps or expiry, and people claim their entry of a drop in a transaction of
its own before they pay.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eth_abi import encode
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils import keccak

from chain.clock import business_date, day_number, from_unix
from chain.contracts.contract import Contract
from chain.contracts.merchant_registry import Registration
from chain.contracts.merkle import MerkleTree, double_hashed_leaf
from chain.contracts.regional_points import (
    Chunk,
    Claim,
    Drop,
    Issue,
    Payment,
    Program,
    chunk_tree,
    drop_entry_leaf,
)
from chain.contracts.typed_data import sign, typed_data
from chain.devnet import Devnet
from chain.ids import Address, parse_address
from chain.outbox import Call
from tests.fixtures.chain import JOINT_AREA, UDA, Chain, chain_on, settings_in
from tests.fixtures.preparing import prepare
from tests.integration.points.ledger.deeds import Deeds, Sender

_ROOT = Path(__file__).resolve().parent.parent
_PEER = "bench/peer/PeerPoints.sol"
_NEVER = 2**48 - 1
_BATCH = 50
_CROWD = 500
_PROOF_LENGTH = 20  # of a tree of a million
_SHOP, _PROGRAM = 501, 501


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    ours: int
    peers: int | None
    goal: int


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="musubi-gas-") as folder:
        settings = settings_in(prepare(Path(folder) / "chain"))
        devnet = Devnet(settings)
        process = devnet.start()
        try:
            rows = _measure(chain_on(settings, devnet.client))
        finally:
            process.terminate()
            process.wait(20)
    print(f"{'gas of whole transactions':<52}{'Musubi':>10}{'OpenZeppelin':>14}{'wanted':>10}")
    for row in rows:
        peers = f"{row.peers:,}" if row.peers is not None else "-"
        print(f"{row.name:<52}{row.ours:>10,}{peers:>14}{row.goal:>10,}")


def _measure(chain: Chain) -> list[Row]:
    people = [Account.from_key(keccak(text=f"bench {number}")) for number in range(_CROWD)]
    sender = Sender(chain)
    sender.pass_to(sender.time + 3_600)  # ahead of the clock, so that blocks come as we say
    ours, peer = _Ours(chain, sender, people), _Peer(chain, sender, people)
    granted = (ours.grant(_CROWD), peer.grant(_CROWD))
    ours.pay([_CROWD - 1])  # the shop's own word is there, as after its first customer
    peer.pay([_CROWD - 1])
    first = (ours.pay(range(_BATCH)), peer.pay(range(_BATCH)))
    later = (ours.pay(range(_BATCH)), peer.pay(range(_BATCH)))
    published = (ours.publish(), peer.publish())
    ours.pay_out_of_drop([_CROWD - 1])
    peer.pay_out_of_drop([_CROWD - 1])
    dropped = (ours.pay_out_of_drop(range(_BATCH)), peer.pay_out_of_drop(range(_BATCH)))
    return [
        Row(f"payment in a batch of {_BATCH}, paid before", later[0] // _BATCH, later[1] // _BATCH, 24_000),
        Row(f"payment in a batch of {_BATCH}, first", first[0] // _BATCH, first[1] // _BATCH, 42_000),
        Row(f"grant, each of {_CROWD} new holders", granted[0] // _CROWD, granted[1] // _CROWD, 28_100),
        Row("drop for 1,000,000 people, in all", published[0], published[1], 150_000),
        Row("first payment out of a drop, each", dropped[0] // _BATCH, dropped[1] // _BATCH, 95_000),
    ]


class _Ours:
    def __init__(self, chain: Chain, sender: Sender, people: Sequence[LocalAccount]) -> None:
        self.sender = sender
        self.deeds = Deeds(chain.contracts.points, chain.officer, people)
        self.people = [Address(one.address) for one in people]
        self.today = day_number(business_date(from_unix(self.sender.time)))
        self.lot = _PROGRAM << 32 | self.today + 30
        self.nonces = dict.fromkeys(range(len(people)), 0)
        terms = Program(
            _PROGRAM,
            UDA.number,
            JOINT_AREA,
            10**12,
            self.today,
            self.today + 90,
            True,
            False,
            False,
            False,
            bytes(32),
            _NEVER,
        )
        self.sender.send(self.deeds.create(terms))
        registration = Registration(_SHOP, UDA.number, parse_address("0x" + "5b" * 20), _NEVER)
        merchants = chain.contracts.merchants
        signature = sign(merchants.registration_message(registration), chain.officer.key)
        self.sender.send(merchants.register(registration, self.deeds.officer, signature))

    def grant(self, count: int) -> int:
        campaign = keccak(text="bench grant")
        chunk = Chunk(0, tuple(self.people[:count]), (1_000,) * count)
        root = chunk_tree(campaign, [chunk]).root
        issue = Issue(campaign, _PROGRAM, self.lot & 0xFFFFFFFF, 1_000 * count, root, _NEVER)
        return self._gas(self.deeds.grant(issue, chunk))

    def pay(self, who: Sequence[int]) -> int:
        payments = [self._payment(one, self.lot, self.nonces[one]) for one in who]
        for one in who:
            self.nonces[one] += 1
        return self._pay(payments, [[] for _ in payments])

    def publish(self) -> int:
        """A drop to a million: a tree of our people under the siblings that so many more would make."""
        self.campaign = keccak(text="bench drop")
        leaves = [drop_entry_leaf(self.campaign, index, one, 1_000) for index, one in enumerate(self.people)]
        self.tree = _TallTree(leaves)
        drop = Drop(self.campaign, _PROGRAM, self.today + 40, 10**9, self.tree.root, _NEVER)
        return self._gas(self.deeds.publish(drop))

    def pay_out_of_drop(self, who: Sequence[int]) -> int:
        payments = [self._payment(one, _PROGRAM << 32 | self.today + 40, 0) for one in who]
        claims = [[self._claim(one)] for one in who]
        return self._pay(payments, claims)

    def _claim(self, one: int) -> Claim:
        return Claim(UDA.number, self.campaign, one, self.people[one], 1_000, tuple(self.tree.proof(one)))

    def _payment(self, one: int, lot: int, nonce: int) -> Payment:
        return Payment(self.people[one], _SHOP, 10, (lot,), (10,), nonce, self.sender.time + 300)

    def _pay(self, payments: Sequence[Payment], claims: Sequence[Sequence[Claim]]) -> int:
        batch = self.deeds.pay_batch(payments, claims)
        receipt = self.sender.send(batch.call)
        assert not any(batch.outcomes(receipt)), "a payment was refused"
        return int(receipt["gasUsed"], 16)

    def _gas(self, call: Call) -> int:
        return int(self.sender.send(call)["gasUsed"], 16)


class _Peer:
    _FIELDS = "address from,address to,uint256 value,uint256 gas,uint256 nonce,uint48 deadline,bytes data"

    def __init__(self, chain: Chain, sender: Sender, people: Sequence[LocalAccount]) -> None:
        self.chain = chain
        self.sender = sender
        self.people = people
        self.nonces = dict.fromkeys(range(len(people)), 0)
        self.shop = parse_address("0x" + "5c" * 20)
        self.forwarder = self._deploy("PeerForwarder", b"")
        self.points = self._deploy("PeerPoints", encode(["address"], [self.forwarder.address]))

    def grant(self, count: int) -> int:
        holders = [one.address for one in self.people[:count]]
        return self._gas(self.points, "grant", 7, holders, [1_000] * count)

    def pay(self, who: Sequence[int], lot: int = 7) -> int:
        requests = [self._request(one, lot) for one in who]
        receipt = self._send(self.forwarder, "executeBatch", requests, Address("0x" + "00" * 19 + "01"))
        transfers = [log for log in receipt["logs"] if log["address"].lower() == self.points.address.lower()]
        assert len(transfers) == len(who), "a transfer failed"
        return int(receipt["gasUsed"], 16)

    def publish(self) -> int:
        kinds = ["uint256", "address", "uint256"]
        people = enumerate(self.people)
        self.tree = _TallTree([double_hashed_leaf(kinds, (index, one.address, 1_000)) for index, one in people])
        return self._gas(self.points, "publish", self.tree.root)

    def pay_out_of_drop(self, who: Sequence[int]) -> int:
        claimed = sum(
            self._gas(self.points, "claim", 8, one, self.people[one].address, 1_000, self.tree.proof(one))
            for one in who
        )
        return claimed + self.pay(who, 8)

    def _request(self, one: int, lot: int) -> tuple[Any, ...]:
        person, deadline = self.people[one], self.sender.time + 300
        data = self.points.encode("safeTransferFrom", person.address, self.shop, lot, 10, b"")
        values = {
            "from": person.address, "to": self.points.address, "value": 0, "gas": 100_000,
            "nonce": self.nonces[one], "deadline": deadline, "data": data,
        }  # fmt: skip
        self.nonces[one] += 1
        asked = typed_data(
            "PeerForwarder", self.forwarder.chain_id, self.forwarder.address, "ForwardRequest", self._FIELDS, values
        )
        return person.address, self.points.address, 0, 100_000, deadline, data, sign(asked, person.key)

    def _deploy(self, name: str, arguments: bytes) -> Contract:
        abi, code = _compiled()[name]
        client = self.chain.client
        given = {"from": self.sender.account, "data": "0x" + (code + arguments).hex(), "gas": hex(16_000_000)}
        tx_hash = client.request("eth_sendTransaction", [given])
        self.sender.pass_to(self.sender.time + 1)
        receipt = client.request("eth_getTransactionReceipt", [tx_hash])
        return Contract(name, parse_address(receipt["contractAddress"]), abi, client, self.chain.settings.chain_id)

    def _gas(self, contract: Contract, function: str, *args: Any) -> int:
        return int(self._send(contract, function, *args)["gasUsed"], 16)

    def _send(self, contract: Contract, function: str, *args: Any) -> dict[str, Any]:
        return self.sender.send(contract.to_call(function, *args))


class _TallTree:
    """A small tree whose root has siblings above it, so that its proofs are as long as those of a million entries."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._tree = MerkleTree(leaves)
        height = len(self._tree.proof(0))
        self._above = [keccak(text=f"sibling {level}") for level in range(_PROOF_LENGTH - height)]
        self.root = self._tree.root
        for sibling in self._above:
            self.root = keccak(b"".join(sorted((self.root, sibling))))

    def proof(self, index: int) -> list[bytes]:
        return [*self._tree.proof(index), *self._above]


def _compiled() -> dict[str, tuple[list[dict[str, Any]], bytes]]:
    """ABI and creation code of the peers, with the compiler and the settings of our own contracts."""
    asked = {
        "language": "Solidity",
        "sources": {_PEER: {"content": (_ROOT / _PEER).read_text()}},
        "settings": {
            "evmVersion": "cancun",
            "viaIR": True,
            "optimizer": {"enabled": True, "runs": 300},
            "remappings": ["@openzeppelin/contracts=node_modules/@openzeppelin/contracts"],
            "outputSelection": {"*": {"*": ["abi", "evm.bytecode.object"]}},
        },
    }
    solc = [str(_ROOT / ".tools" / "solc" / "solc"), "--standard-json", "--base-path", str(_ROOT)]
    ran = subprocess.run(solc, input=json.dumps(asked), capture_output=True, text=True, check=True, cwd=_ROOT)
    found = json.loads(ran.stdout)["contracts"][_PEER]
    return {name: (one["abi"], bytes.fromhex(one["evm"]["bytecode"]["object"])) for name, one in found.items()}


if __name__ == "__main__":
    main()
