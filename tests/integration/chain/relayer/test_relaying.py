"""The plain path: queued calls reach a block, once, soon, and what cannot succeed says why."""

from __future__ import annotations

import time

from chain.outbox import EntryStatus
from tests.integration.chain.relayer.world import World


def test_queued_calls_are_mined_once_and_recorded_with_their_block(world: World) -> None:
    names = [f"act-{number}" for number in range(5)]
    world.enqueue_acts(names)
    world.settle(world.relayer())
    world.assert_done_once(names)
    world.assert_one_nonce_each()


def test_a_call_on_an_idle_chain_is_in_the_next_block(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    height = world.client.block_number()
    world.enqueue_acts(["quick"])
    world.settle(relayer)
    assert world.entry("quick").block_number == height + 1
    world.assert_done_once(["quick"])


def test_an_idle_chain_makes_no_blocks_once_everything_is_final(world: World) -> None:
    relayer = world.relayer()
    world.enqueue_acts(["last"])
    world.step_until(relayer, world.is_final)
    height = world.client.block_number()
    entry = world.entry("last")
    assert entry.block_number is not None
    assert height == entry.block_number + world.settings.finality_blocks
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        relayer.step()
        time.sleep(0.05)
    assert world.client.block_number() == height


def test_items_of_one_kind_share_a_transaction_and_a_bad_one_fails_alone(world: World) -> None:
    names = [f"item-{number}" for number in range(8)]
    world.enqueue_acts(names, batched=True)
    world.settle(world.relayer())
    world.assert_done_once(names)
    assert len(world.transactions()) == 1
    assert {world.entry(name).tx_hash for name in names} == {world.transactions()[0].hash}


def test_a_doomed_call_fails_with_its_decoded_error_and_costs_no_gas(world: World) -> None:
    before = world.client.balance(world.signer.address)  # type: ignore[arg-type]
    world.enqueue(world.counter.act("no", refused=True, batched=True), "no")
    world.settle(world.relayer())
    entry = world.entry("no")
    assert (entry.status, entry.error_name) == (EntryStatus.FAILED, "ActionRefused")
    assert entry.error_args["key"].startswith("0x")
    assert world.failed_events() == ["no"]
    assert world.transactions() == []
    assert world.client.balance(world.signer.address) == before  # type: ignore[arg-type]


def test_a_doomed_call_does_not_hold_back_the_ones_around_it(world: World) -> None:
    world.enqueue_acts(["before"], batched=True)
    world.enqueue(world.counter.act("no", refused=True, batched=True), "no")
    world.enqueue_acts(["after"], batched=True)
    world.settle(world.relayer())
    world.assert_done_once(["before", "after"])
    assert world.entry("no").error_name == "ActionRefused"


def test_a_call_that_depends_on_an_earlier_one_waits_for_it_instead_of_failing(world: World) -> None:
    world.enqueue(world.counter.set_closed(True), "close")
    relayer = world.relayer()
    world.settle(relayer)
    world.enqueue(world.counter.set_closed(False), "open")
    world.enqueue_acts(["when-open"])
    world.settle(relayer)
    world.assert_done_once(["when-open"])
    assert world.failed_events() == []


def test_a_batch_that_reverts_as_a_whole_is_tried_again_entry_by_entry(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    names = ["one", "two", "three"]
    world.enqueue(world.counter.set_closed(True), "close")
    world.enqueue_acts(names, batched=True)
    relayer.step()  # all simulate well; in the block the counter closes first
    world.enqueue(world.counter.set_closed(False), "open")
    world.step_until(relayer, world.is_final)
    world.assert_done_once(names)
    assert all(world.entry(name).attempts == 2 for name in names)


def test_a_call_that_reverts_in_its_block_fails_with_the_error_it_met_there(world: World) -> None:
    relayer = world.relayer()
    relayer.step()
    world.enqueue(world.counter.set_closed(True), "close")
    world.enqueue_acts(["late"])
    world.settle(relayer)
    entry = world.entry("late")
    assert (entry.status, entry.error_name) == (EntryStatus.FAILED, "CounterClosed")
    assert world.failed_events() == ["late"]
    world.assert_done_once([])


def test_a_call_that_needs_more_gas_than_the_cap_fails_and_says_so(world: World) -> None:
    world.settings.relay_gas_cap = 25_000
    world.enqueue_acts(["greedy"])
    world.settle(world.relayer())
    assert world.entry("greedy").error_name == "GasCapExceeded"
    assert world.entry("greedy").error_args == {"cap": 25_000}


def test_a_principal_beyond_its_quota_waits_and_others_go_ahead(world: World) -> None:
    world.settings.relay_quota_per_minute = 3
    for number in range(5):
        world.enqueue(world.counter.act(f"busy-{number}"), f"busy-{number}", principal="busy")
    world.enqueue(world.counter.act("calm"), "calm", principal="calm")
    world.step_until(world.relayer(), lambda: world.entry("calm").status == EntryStatus.CONFIRMED)
    statuses = [world.entry(f"busy-{number}").status for number in range(5)]
    assert statuses == [EntryStatus.CONFIRMED] * 3 + [EntryStatus.QUEUED] * 2
