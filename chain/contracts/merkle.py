"""Merkle trees as OpenZeppelin's MerkleProof checks them: sorted pairs, leaves hashed twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eth_abi import encode

from chain.errors import Invalid
from chain.hashing import keccak


def double_hashed_leaf(kinds: Sequence[str], values: Sequence[Any]) -> bytes:
    """keccak(keccak(abi.encode(values))): hashed twice so that no inner node can pass for a leaf."""
    return keccak(keccak(encode(list(kinds), list(values))))


class MerkleTree:
    """A tree over leaves in the given order; an odd node rises unpaired."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        if not leaves:
            raise Invalid("leaves", "empty")
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            self._levels.append([_parent(below[at : at + 2]) for at in range(0, len(below), 2)])

    @classmethod
    def from_bytes(cls, stored: bytes) -> MerkleTree:
        """What `to_bytes` gave; nothing is hashed again."""
        tree = cls.__new__(cls)
        tree._levels = []
        count, at = int.from_bytes(stored[:4]), 4
        while True:
            tree._levels.append([stored[at + 32 * place : at + 32 * (place + 1)] for place in range(count)])
            at += 32 * count
            if count == 1:
                return tree
            count = (count + 1) // 2

    def to_bytes(self) -> bytes:
        """The number of leaves (4 bytes), then the levels from the leaves up, 32 bytes a node."""
        return len(self._levels[0]).to_bytes(4) + b"".join(node for level in self._levels for node in level)

    @property
    def root(self) -> bytes:
        return self._levels[-1][0]

    @property
    def leaves(self) -> Sequence[bytes]:
        return self._levels[0]

    def proof(self, index: int) -> list[bytes]:
        """The siblings from leaf `index` up to the root."""
        siblings: list[bytes] = []
        for level in self._levels[:-1]:
            if index ^ 1 < len(level):
                siblings.append(level[index ^ 1])
            index //= 2
        return siblings


class BranchedTree:
    """The same tree as MerkleTree makes of all leaves, cut into branches of 1,024 leaves and the crown above them, so
    that a proof reads two small pieces however many leaves there are."""

    BRANCH = 1_024  # a power of two: else the branches would not be parts of the whole tree

    def __init__(self, leaves: Sequence[bytes]) -> None:
        starts = range(0, len(leaves), self.BRANCH)
        self.branches = [MerkleTree(leaves[start : start + self.BRANCH]) for start in starts]
        self.crown = MerkleTree([branch.root for branch in self.branches])

    @property
    def root(self) -> bytes:
        return self.crown.root

    def proof(self, index: int) -> list[bytes]:
        """The siblings from leaf `index` up to the root."""
        return branched_proof(index, self.branches[index // self.BRANCH], self.crown)


def branched_proof(index: int, branch: MerkleTree, crown: MerkleTree) -> list[bytes]:
    """The proof of leaf `index`, given the branch that holds it."""
    return branch.proof(index % BranchedTree.BRANCH) + crown.proof(index // BranchedTree.BRANCH)


def _parent(pair: Sequence[bytes]) -> bytes:
    return pair[0] if len(pair) == 1 else keccak(b"".join(sorted(pair)))
