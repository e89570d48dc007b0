"""Many askers with one key, several relayers on one database, and a database that is busy."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text

from chain.errors import Conflict
from chain.outbox import RelayEntry
from chain.relayer.models import RelaySigner
from tests.fixtures.processes import kill
from tests.fixtures.waiting import wait_until
from tests.integration.chain.relayer import process
from tests.integration.chain.relayer.world import KEYS, World


def test_fifty_askers_with_one_idempotency_key_make_one_entry(world: World) -> None:
    call = world.counter.act("once")
    with ThreadPoolExecutor(50) as pool:
        ids = set(pool.map(lambda _: world.enqueue(call, "once"), range(50)))
    assert len(ids) == 1
    world.settle(world.relayer())
    world.assert_done_once(["once"])


def test_one_key_for_two_different_calls_is_a_conflict(world: World) -> None:
    world.enqueue(world.counter.act("this"), "same-key")
    with pytest.raises(Conflict):
        world.enqueue(world.counter.act("that"), "same-key")


@pytest.mark.parametrize("keys", [1, 2])
def test_two_processes_on_one_database_do_every_action_once(world: World, keys: int) -> None:
    world.settings.relayer_keys = SecretStr(",".join(KEYS[:keys]))
    names = [f"act-{number}" for number in range(60)]
    running = [process.start(world) for _ in range(2)]
    try:
        for number, name in enumerate(names):
            world.enqueue(world.counter.act(name, batched=number % 2 == 0), name)
            time.sleep(0.02)
        _wait(world)
    finally:
        for one in running:
            kill(one)
    world.assert_done_once(names)
    assert world.failed_events() == []


def test_two_relayers_share_two_signers_evenly(world: World) -> None:
    world.settings.relayer_keys = SecretStr(",".join(KEYS))
    first, second = world.relayer(), world.relayer()
    first.step()
    names = [f"act-{number}" for number in range(30)]
    world.enqueue_acts(names[:10])
    world.step_until([first, second], lambda: len(_holders(world)) == 2)
    world.enqueue_acts(names[10:])
    world.settle([first, second])
    world.assert_done_once(names)


def test_a_signer_of_a_relayer_that_says_nothing_is_taken_over_when_its_lease_ends(world: World) -> None:
    silent, other = world.relayer(), world.relayer()
    silent.step()
    world.enqueue_acts(["taken-over"])
    other.step()
    assert world.transactions() == []
    world.settle(other)
    world.enqueue_acts(["later"])
    silent.step()  # wakes up and finds its lease gone
    world.settle([silent, other])
    world.assert_done_once(["taken-over", "later"])


def test_a_relayer_that_ends_gives_its_signer_up_at_once(world: World) -> None:
    ending, other = world.relayer(), world.relayer()
    ending.step()
    ending.close()
    other.step()
    assert len(_holders(world)) == 1
    world.enqueue_acts(["at-once"])
    other.step()
    assert len(world.transactions()) == 1


def test_a_database_locked_for_a_while_delays_and_breaks_nothing(world: World) -> None:
    names = [f"act-{number}" for number in range(10)]
    world.enqueue_acts(names)
    stop = threading.Event()
    running = threading.Thread(target=world.relayer().run, args=(stop,))
    with world.db.write() as session:
        if not world.db.is_sqlite:
            session.execute(text("LOCK TABLE relay_entry, relay_signer, relay_transaction IN ACCESS EXCLUSIVE MODE"))
        running.start()
        time.sleep(1.5)
    _wait(world)
    stop.set()
    running.join(timeout=10)
    world.assert_done_once(names)
    assert world.failed_events() == []


def _holders(world: World) -> set[str]:
    with world.db.read() as session:
        return set(session.scalars(select(RelaySigner.claimed_by))) - {""}


def _wait(world: World) -> None:
    wait_until(world.is_settled, "every entry to be closed", pause=0.1)
    with world.db.read() as session:
        assert session.scalars(select(RelayEntry)).first() is not None
