"""Sales for some people alone, and lotteries (抽選販売): what is signed, and the tree of who may buy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eth_abi import encode
from eth_utils import keccak

from chain.contracts.merkle import MerkleTree, double_hashed_leaf
from chain.contracts.structs import SignedStruct
from chain.ids import ZERO_ADDRESS, Address

RESTRICTION_TYPE = "(bool,bool,uint32,address,bool,bytes32)"
NO_ROOT = bytes(32)


@dataclass(frozen=True, slots=True)
class Restriction(SignedStruct):
    """Whom a listing sells to: who meets every condition that is set. Signed as its hash, with the listing.

    `outside_area` 0, `holding` zero and `winners_root` of zeros: not asked. `per_person`: the listing's limit counts
    persons, whatever accounts they buy with.
    """

    verified: bool = False
    residents: bool = False
    outside_area: int = 0
    holding: Address = ZERO_ADDRESS
    per_person: bool = False
    winners_root: bytes = NO_ROOT

    def restriction_hash(self) -> bytes:
        return keccak(encode([RESTRICTION_TYPE], [self.as_tuple()]))


@dataclass(frozen=True, slots=True)
class Lottery(SignedStruct):
    """Fixes on chain who takes part; the next block's hash decides together with the seed."""

    primary = "Lottery"
    signature_fields = (
        "uint64 lotteryId,address collection,bytes32 seedHash,bytes32 entriesRoot,uint32 entries,uint64 deadline"
    )

    lottery_id: int
    collection: Address
    seed_hash: bytes
    entries_root: bytes
    entries: int
    deadline: int


@dataclass(frozen=True, slots=True)
class LotteryCancellation(SignedStruct):
    """Calls a lottery off before its entries are fixed."""

    primary = "LotteryCancellation"
    signature_fields = "uint64 lotteryId,address collection,uint64 deadline"

    lottery_id: int
    collection: Address
    deadline: int


def accounts_tree(accounts: Sequence[Address]) -> MerkleTree:
    """The tree whose root a listing names; the proof of the account at a place is `tree.proof(place)`.

    Raises: Invalid (no accounts).
    """
    return MerkleTree([double_hashed_leaf(["address"], [account]) for account in accounts])
