"""Counts of people too small to be told: a group below five could be somebody (chain/anonymity.py)."""

from __future__ import annotations

from chain.anonymity import is_small


def told(people: int) -> int | None:
    """The count, or None where it must not be said. None is not zero: that nobody came names nobody."""
    return None if is_small(people) else people
