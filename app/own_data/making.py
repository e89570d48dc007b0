"""The job that makes the copies people asked for."""

from __future__ import annotations

from app.own_data.gathering import gather
from app.own_data.packing import pack
from app.wiring import Platform


def make_copies(platform: Platform) -> int:
    """One after the other until none waits; how many were made. One that breaks off is tried again."""
    made = 0
    while waiting := platform.wallet.keep_copies.next_to_make():
        copy_id, owner = waiting
        platform.wallet.keep_copies.store(copy_id, owner, pack(gather(platform, owner), platform.clock.now()))
        made += 1
    return made
