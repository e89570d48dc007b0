"""The order in which a lottery's entrants may buy: pure arithmetic that anybody can repeat with what the lottery shows.

The seed is fixed, and its hash shown, before the first entry. The entries stand on chain before the block comes into
being whose hash is mixed in. So neither the town nor whoever makes blocks chooses.
"""

from __future__ import annotations

from collections.abc import Sequence

from eth_utils import keccak

from chain.contracts.merkle import MerkleTree, double_hashed_leaf
from chain.ids import Address

SEED_BYTES = 32


def commitment(seed: bytes) -> bytes:
    """keccak256 of the seed."""
    return keccak(seed)


def entry_leaf(lottery: int, account: Address) -> bytes:
    """keccak256(keccak256(abi.encode(uint64 lottery, address account)))."""
    return double_hashed_leaf(["uint64", "address"], [lottery, account])


def entries_tree(lottery: int, accounts: Sequence[Address]) -> MerkleTree:
    """The tree of all entries, in the order of their leaves. Raises: Invalid (no entries)."""
    return MerkleTree(sorted(entry_leaf(lottery, account) for account in accounts))


def draw_order(seed: bytes, block_hash: bytes, lottery: int, accounts: Sequence[Address]) -> list[Address]:
    """Accounts in the order of keccak256(seed ‖ block hash ‖ leaf), smallest first; each stands in it once."""
    return sorted(set(accounts), key=lambda account: keccak(seed + block_hash + entry_leaf(lottery, account)))
