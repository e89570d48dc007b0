"""Blocks that vanish after our transactions were in them."""

from __future__ import annotations

import pytest

from chain.outbox import EntryStatus
from tests.integration.chain.relayer.world import World

NAMES = [f"act-{number}" for number in range(4)]


@pytest.mark.parametrize("depth", [1, 5])
def test_what_a_reorg_removed_is_sent_again_with_the_same_bytes(world: World, depth: int) -> None:
    relayer = world.relayer()
    world.enqueue_acts(NAMES)
    world.settle(relayer)
    hashes = [row.hash for row in world.transactions()]
    for _ in range(depth - 1):
        world.client.request("evm_mine")
    relayer.step()  # at depth 5 the transactions are final for the relayer by now
    world.client.request("anvil_reorg", [depth, []])
    assert not world.counter.done()
    relayer.step()
    assert {world.entry(name).status for name in NAMES} == {EntryStatus.SENT}
    world.settle(relayer)
    world.assert_done_once(NAMES)
    assert [row.hash for row in world.transactions()] == hashes


def test_what_a_devnet_lost_with_its_last_blocks_is_sent_again(world: World) -> None:
    relayer = world.relayer()
    for name in NAMES:
        world.enqueue_acts([name])
        world.step_until(relayer, world.is_final)
    first = world.entry(NAMES[0]).block_number
    assert first is not None
    world.client.request("anvil_rollback", [world.client.block_number() - first])
    assert sum(world.counter.done().values()) == 1
    world.step_until(relayer, lambda: world.entry(NAMES[1]).status == EntryStatus.SENT)
    world.step_until(relayer, world.is_final)
    world.assert_done_once(NAMES)
    world.assert_one_nonce_each()


def test_a_call_that_failed_in_a_vanished_block_is_judged_anew(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    world.enqueue(world.counter.set_closed(True), "close")
    world.enqueue_acts(["late"])
    world.settle(relayer)
    assert world.entry("late").status == EntryStatus.FAILED
    world.client.request("anvil_reorg", [1, []])
    relayer.step()
    assert {world.entry(key).status for key in ("close", "late")} == {EntryStatus.SENT}
    world.settle(relayer)
    assert world.entry("late").error_name == "CounterClosed"
    assert world.entry("close").status == EntryStatus.CONFIRMED
