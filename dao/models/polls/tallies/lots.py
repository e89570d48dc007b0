"""Lots (くじ): an order of all options out of a seed that nobody knows before the poll closes."""

from __future__ import annotations

import hashlib


def draw_lots(seed: bytes, options: int) -> tuple[int, ...]:
    """Each option once, the first drawn first: sorted by sha256(seed ‖ option as two bytes). Anybody can repeat it."""
    return tuple(sorted(range(options), key=lambda option: hashlib.sha256(seed + option.to_bytes(2, "big")).digest()))
