"""With nothing to do a running relayer asks neither node nor tables, and what is written wakes it."""

from __future__ import annotations

import threading
import time

import pytest

from chain.db import Changes
from chain.relayer.relayer import Relayer
from tests.fixtures.waiting import wait_until
from tests.integration.chain.relayer.counter import ActionBatch
from tests.integration.chain.relayer.world import World


class Watch:
    """A watch that can be stopped."""

    stopped_at: float | None = None

    def __call__(self) -> float:
        return time.monotonic() if self.stopped_at is None else self.stopped_at


def test_a_relayer_rests_while_nobody_writes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    watch, stop = Watch(), threading.Event()
    settings = world.settings.model_copy(update={"relay_poll_seconds": 0.001})
    relayer = Relayer(settings, world.db, world.client, world.clock, [ActionBatch()], monotonic=watch)
    steps, looks = count_calls(monkeypatch, Relayer, "step"), count_calls(monkeypatch, Changes, "mark")
    running = threading.Thread(target=relayer.run, args=(stop,))
    running.start()
    world.enqueue_acts(["first"])
    wait_until(world.is_final, "the first call to be final")
    watch.stopped_at = time.monotonic()
    pass_by(looks, 10)  # the step that saw it final is over
    before = len(steps)
    pass_by(looks, 50)
    assert len(steps) == before
    world.enqueue_acts(["second"])
    wait_until(lambda: len(steps) > before, "the relayer to wake")
    watch.stopped_at = None
    wait_until(world.is_final, "the second call to be final")
    stop.set()
    running.join()
    world.assert_done_once(["first", "second"])


def count_calls(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> list[None]:
    """Grows by one with each call of the method, which goes on as it was."""
    calls: list[None] = []
    method = getattr(owner, name)

    def counted(self: object) -> object:
        calls.append(None)
        return method(self)

    monkeypatch.setattr(owner, name, counted)
    return calls


def pass_by(calls: list[None], more: int) -> None:
    enough = len(calls) + more
    wait_until(lambda: len(calls) >= enough, f"{more} more looks")
