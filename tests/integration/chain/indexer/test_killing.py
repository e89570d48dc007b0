"""Killed with SIGKILL at any moment, the indexer goes on where its last transaction ended."""

from __future__ import annotations

import time

from tests.integration.chain.indexer.process import start
from tests.integration.chain.indexer.world import World


def test_killed_again_and_again_no_log_is_lost_or_written_twice(world: World) -> None:
    world.happen(40, moves=30)
    for turn in range(4):
        process = start(world)
        begun = indexed(world)
        until = time.monotonic() + 20
        while indexed(world) <= begun and time.monotonic() < until:
            time.sleep(0.005)
        process.kill()
        process.wait()
        world.happen(2, seed=50 + turn)
    world.indexer().catch_up()
    world.assert_sql_equals_chain()


def indexed(world: World) -> int:
    found = world.head_or_none()
    return -1 if found is None else found.indexed
