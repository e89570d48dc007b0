"""Merkle trees as OpenZeppelin's MerkleProof checks them: sorted pairs, leaves hashed twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eth_abi import encode
from eth_utils import keccak

from chain.errors import Invalid


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

    @property
    def root(self) -> bytes:
        return self._levels[-1][0]

    def proof(self, index: int) -> list[bytes]:
        """The siblings from leaf `index` up to the root."""
        siblings: list[bytes] = []
        for level in self._levels[:-1]:
            if index ^ 1 < len(level):
                siblings.append(level[index ^ 1])
            index //= 2
        return siblings


def _parent(pair: Sequence[bytes]) -> bytes:
    return pair[0] if len(pair) == 1 else keccak(b"".join(sorted(pair)))
