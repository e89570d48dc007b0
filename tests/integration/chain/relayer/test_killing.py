"""A relayer that dies between any two of its steps leaves nothing undone and nothing done twice."""

from __future__ import annotations

import random
import time

import pytest

from tests.fixtures.processes import kill
from tests.fixtures.waiting import PATIENCE_SECONDS, wait_until
from tests.integration.chain.relayer import process
from tests.integration.chain.relayer.world import World


@pytest.mark.parametrize("moment", ["claimed", "signed", "persisted", "sent", "recorded", "seen", "confirmed"])
def test_every_action_happens_once_when_the_relayer_dies_at(world: World, moment: str) -> None:
    names = ["alone", "batched-1", "batched-2"]
    world.enqueue_acts(names[:1])
    world.enqueue_acts(names[1:], batched=True)
    died = process.start(world, die_at=moment)
    died.join(PATIENCE_SECONDS)
    assert died.exitcode == process.DIED
    world.settle(world.relayer())
    world.assert_done_once(names)
    world.assert_one_nonce_each()


def test_every_action_happens_once_when_relayers_are_killed_again_and_again(world: World) -> None:
    chance = random.Random(20261124)
    names = [f"act-{number}" for number in range(60)]
    world.enqueue_acts(names[:30])
    world.enqueue_acts(names[30:], batched=True)
    for _ in range(2):
        victim = process.start(world)
        try:
            _wait_until_it_works(world)
            time.sleep(chance.uniform(0, 0.3))
        finally:
            kill(victim)
    world.settle(world.relayer())
    world.assert_done_once(names)
    world.assert_one_nonce_each()


def _wait_until_it_works(world: World) -> None:
    before = len(world.transactions())
    wait_until(lambda: len(world.transactions()) > before or world.is_settled(), "the relayer's first transaction")
