"""Calls held back before anybody sent them, let go again, and given up, while relayers work and die."""

from __future__ import annotations

import pytest

from chain.outbox import EntryStatus, enqueue, hold, let_go, withdraw
from chain.relayer.admission import MOST_OF_ONE_SUBJECT
from tests.fixtures.waiting import PATIENCE_SECONDS
from tests.integration.chain.relayer import process
from tests.integration.chain.relayer.world import World

MANY = "test:many"


def enqueue_many(world: World, count: int) -> list[str]:
    names = [f"part-{number:02}" for number in range(count)]
    for name in names:
        with world.db.write() as session:
            enqueue(session, world.counter.act(name), key=name, subject=MANY, now=world.clock.now())
    return names


def statuses(world: World, names: list[str]) -> list[str]:
    return [world.entry(name).status for name in names]


def test_what_is_held_waits_and_what_is_let_go_happens_once(world: World) -> None:
    names, relayer = enqueue_many(world, 3), world.relayer()
    with world.db.write() as session:
        assert sorted(hold(session, MANY)) == names
    world.enqueue_acts(["other"])
    world.settle(relayer)
    assert statuses(world, names) == [EntryStatus.HELD] * 3
    with world.db.write() as session:
        assert sorted(let_go(session, MANY)) == names
    world.settle(relayer)
    world.assert_done_once([*names, "other"])


@pytest.mark.parametrize("moment", ["signed", "persisted"])
def test_holding_beside_a_dying_relayer_leaves_what_was_signed_and_nothing_else(world: World, moment: str) -> None:
    names = enqueue_many(world, 2)
    died = process.start(world, die_at=moment)
    died.join(PATIENCE_SECONDS)
    with world.db.write() as session:
        given_up = withdraw(session, MANY, world.clock.now())
    assert sorted(given_up) == (names if moment == "signed" else [])
    world.settle(world.relayer())
    world.assert_done_once([name for name in names if name not in given_up])
    assert all(world.entry(name).status == EntryStatus.WITHDRAWN for name in given_up)


def test_a_call_that_was_signed_is_neither_held_nor_given_up(world: World) -> None:
    names = enqueue_many(world, 1)
    world.step_until(world.relayer(), lambda: statuses(world, names) == [EntryStatus.SENT])
    with world.db.write() as session:
        assert (hold(session, MANY), withdraw(session, MANY, world.clock.now())) == ([], [])
    world.settle(world.relayer())
    world.assert_done_once(names)


def test_many_calls_of_one_subject_leave_room_for_others(world: World) -> None:
    names = enqueue_many(world, MOST_OF_ONE_SUBJECT + 3)
    world.enqueue_acts(["other"])
    relayer = world.relayer()
    relayer.step()
    sent = [name for name in names if world.entry(name).status == EntryStatus.SENT]
    assert sent == names[:MOST_OF_ONE_SUBJECT]
    assert world.entry("other").status == EntryStatus.SENT
    world.settle(relayer)
    world.assert_done_once([*names, "other"])
