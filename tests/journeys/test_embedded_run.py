"""`musubi run` as a person meets it: up, down, up again with nothing lost, and a sentence for each broken state."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import psutil
import pytest

from tests.fixtures.browser import LivePlatform, ready_parts, start_platform, stop_platform
from tests.fixtures.waiting import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory, prepared_state: Path) -> Path:
    """The folder of an installation that ran once and was ended by Ctrl-C. Its contracts were deployed once for all
    tests; that `musubi run` deploys them itself tests/journeys/test_visitor.py sees."""
    folder = tmp_path_factory.mktemp("embedded")
    shutil.copytree(prepared_state, folder / "state")
    platform = start_platform(folder, DEMO="false")
    assert set(ready_parts(platform).values()) == {"ok"}
    children = psutil.Process(platform.process.pid).children(recursive=True)
    assert len(children) >= 5
    assert stop_platform(platform) == 0
    assert [child.pid for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
    return folder


def test_every_step_is_ticked_and_the_addresses_are_printed(stopped: Path) -> None:
    log = (stopped / "run.log").read_text(encoding="utf-8")
    for step in ("checking this machine", "starting the chain", "preparing the database", "starting web, relayer"):
        assert f"/ {step}" in log
    assert "✗" not in log
    assert "http://127.0.0.1:" in log


def test_processes_end_from_the_web_down_to_the_chain(stopped: Path) -> None:
    assert "nothing is lost" in (stopped / "run.log").read_text(encoding="utf-8")
    assert (stopped / "state" / "chain" / "state.json").stat().st_size > 1000


def test_a_second_run_finds_everything_and_starts_a_killed_part_again(stopped: Path) -> None:
    before = (stopped / "state" / "deployments" / "1337.json").read_bytes()
    (stopped / "run.log").unlink()
    platform = start_platform(stopped, DEMO="false")
    try:
        assert set(ready_parts(platform).values()) == {"ok"}
        assert "deploying" not in platform.log.read_text(encoding="utf-8")
        assert (stopped / "state" / "deployments" / "1337.json").read_bytes() == before
        relayer = part_or_none(platform, "relay")
        assert relayer is not None
        relayer.kill()
        wait_until(lambda: part_or_none(platform, "relay") not in (None, relayer), "another relayer")
        assert "starting again in 1 s" in platform.log.read_text(encoding="utf-8")
    finally:
        assert stop_platform(platform) == 0


def test_a_broken_chain_state_gets_a_sentence(stopped: Path) -> None:
    state = stopped / "state" / "chain" / "state.json"
    whole = state.read_bytes()
    state.write_bytes(whole[: len(whole) // 2])
    (stopped / "run.log").unlink()
    try:
        with pytest.raises(AssertionError, match="make reset"):
            start_platform(stopped, DEMO="false")
    finally:
        state.write_bytes(whole)
    assert "Traceback" not in (stopped / "run.log").read_text(encoding="utf-8")


def test_a_chain_without_its_state_gets_a_sentence(stopped: Path) -> None:
    state = stopped / "state" / "chain" / "state.json"
    moved = state.rename(state.with_suffix(".away"))
    try:
        with pytest.raises(AssertionError, match="make reset"):
            start_platform(stopped, DEMO="false")
    finally:
        moved.rename(state)


def part_or_none(platform: LivePlatform, command: str) -> psutil.Process | None:
    for child in psutil.Process(platform.process.pid).children():
        with contextlib.suppress(psutil.NoSuchProcess):  # it may end while it is looked at
            if child.status() != psutil.STATUS_ZOMBIE and child.cmdline()[-1:] == [command]:
                return child
    return None
