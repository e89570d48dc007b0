"""The tree cut into branches is the tree, and its pieces prove what the whole proves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from eth_utils import keccak, to_checksum_address

from chain.contracts.merkle import BranchedTree, MerkleTree, branched_proof, double_hashed_leaf
from chain.contracts.regional_points import Chunk, chunk_leaf, drop_entry_leaf
from chain.ids import Address


def leaves(count: int) -> list[bytes]:
    return [keccak(number.to_bytes(4)) for number in range(count)]


@pytest.mark.parametrize("count", [1, 2, 5, 1_023, 1_024, 1_025, 2_049, 5_000])
def test_branches_and_crown_give_the_root_and_the_proofs_of_the_whole(count: int) -> None:
    whole, cut = MerkleTree(leaves(count)), BranchedTree(leaves(count))
    assert cut.root == whole.root
    for index in {0, count // 2, count - 1, min(1_024, count - 1)}:
        branch = MerkleTree.from_bytes(cut.branches[index // 1_024].to_bytes())
        crown = MerkleTree.from_bytes(cut.crown.to_bytes())
        assert branched_proof(index, branch, crown) == whole.proof(index)
        assert climbed(leaves(count)[index], whole.proof(index)) == whole.root


def climbed(leaf: bytes, proof: list[bytes]) -> bytes:
    for sibling in proof:
        leaf = keccak(b"".join(sorted((leaf, sibling))))
    return leaf


def test_the_packed_leaf_is_the_encoded_one() -> None:
    holder = Address("0x" + "12" * 20)
    encoded = double_hashed_leaf(["bytes32", "uint32", "address", "uint64"], (b"\7" * 32, 9, holder, 12_345))
    assert drop_entry_leaf(b"\7" * 32, 9, holder, 12_345) == encoded


@pytest.mark.parametrize("count", [1, 2, 300])
def test_the_packed_leaf_of_a_chunk_is_the_encoded_one(count: int) -> None:
    holders = [Address(to_checksum_address(keccak(number.to_bytes(4))[:20])) for number in range(count)]
    amounts = [2**64 - 1 - number for number in range(count)]
    kinds = ["bytes32", "uint32", "address[]", "uint64[]"]
    encoded = double_hashed_leaf(kinds, (b"\7" * 32, 9, holders, amounts))
    assert chunk_leaf(b"\7" * 32, Chunk(9, tuple(holders), tuple(amounts))) == encoded


def test_no_two_leaves_are_alike() -> None:
    assert all(first != second for first, second in pairwise(sorted(leaves(100))))
