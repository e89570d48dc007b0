"""Blooms of block headers: what a block cannot contain, and whether logs received explain all of a bloom.

Source: Yellow Paper §4.3.1 (M3:2048).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from eth_utils import keccak

_BITS = 2048
_CROWDED = _BITS // 2  # from here on a bloom answers "maybe" too often to be worth asking


@lru_cache(maxsize=65_536)
def bits_of(value: str) -> int:
    """The three bits that an address or topic (0x-hex) sets, as a mask."""
    digest = keccak(hexstr=value)
    return (
        1 << (int.from_bytes(digest[0:2], "big") & 2047)
        | 1 << (int.from_bytes(digest[2:4], "big") & 2047)
        | 1 << (int.from_bytes(digest[4:6], "big") & 2047)
    )


def may_contain(bloom: int, mask: int) -> bool:
    return bloom & mask == mask


def is_crowded(bloom: int) -> bool:
    return bloom.bit_count() >= _CROWDED


def bloom_of(logs: Iterable[dict[str, Any]]) -> int:
    """The bloom a block with exactly these logs has."""
    values: set[str] = set()
    for log in logs:
        values.add(log["address"])
        values.update(log["topics"])
    bloom = 0
    for value in values:
        bloom |= bits_of(value)
    return bloom
