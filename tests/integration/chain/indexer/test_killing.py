"""Killed with SIGKILL at any moment, the indexer goes on where its last transaction ended."""

from __future__ import annotations

from functools import partial

from tests.fixtures.processes import kill
from tests.fixtures.waiting import wait_until
from tests.integration.chain.indexer.process import start
from tests.integration.chain.indexer.world import World


def test_killed_again_and_again_no_log_is_lost_or_written_twice(world: World) -> None:
    world.happen(40, moves=30)
    for turn in range(4):
        begun = indexed(world)  # before it starts: it may be through before anybody looks
        process = start(world)
        wait_until(partial(has_passed, world, begun), "the indexer's next block", pause=0.005)
        kill(process)
        world.happen(2, seed=50 + turn)
    world.indexer().catch_up()
    world.assert_sql_equals_chain()


def has_passed(world: World, block: int) -> bool:
    return indexed(world) > block


def indexed(world: World) -> int:
    found = world.head_or_none()
    return -1 if found is None else found.indexed
