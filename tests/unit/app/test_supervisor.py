"""Children under a supervisor: prefixed lines, restarts with back-off, an ordered end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from app.supervisor import Child, Supervisor
from tests.fixtures.waiting import wait_until

_UNTIL_TERM = (
    "import signal, sys, time; signal.signal(15, lambda *_: (print('{0} ends'), sys.exit(0))); print('{0} up')"
)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def patient(name: str) -> Child:
    """Runs until it is asked to end, and says so."""
    return Child(name, python(_UNTIL_TERM.format(name) + "; time.sleep(60)"))


class Lines(list[str]):
    def wait_for(self, text: str) -> None:
        wait_until(lambda: any(text in line for line in self), f"{text!r} in {self}")


@pytest.fixture
def lines() -> Lines:
    return Lines()


@pytest.fixture
def supervisor(lines: Lines) -> Iterator[Supervisor]:
    supervisor = Supervisor(lambda line: lines.append(click.unstyle(line)))
    yield supervisor
    supervisor.stop()


def test_lines_carry_the_name_of_the_child(supervisor: Supervisor, lines: Lines) -> None:
    supervisor.add(Child("web", python("print('やあ')")))
    lines.wait_for("web      │ やあ")


def test_a_child_that_crashed_is_started_again_later_and_later(lines: Lines) -> None:
    now = 0.0
    supervisor = Supervisor(lambda line: lines.append(click.unstyle(line)), lambda: now)
    child = supervisor.add(Child("relayer", python("raise SystemExit(7)")))
    for wait in (1.0, 2.0, 4.0):
        finished(child)
        supervisor.watch()
        now += wait / 2
        supervisor.watch()
        assert not child.is_started, "too early"
        now += wait / 2
        supervisor.watch()
        assert child.is_started
    finished(child)
    said = [line for line in lines if "exit code 7" in line]
    assert [line.rpartition(" in ")[2] for line in said] == ["1 s", "2 s", "4 s"]


def test_a_child_that_ran_long_enough_is_started_again_soon(lines: Lines) -> None:
    now = 0.0
    supervisor = Supervisor(lambda line: lines.append(click.unstyle(line)), lambda: now)
    child = supervisor.add(Child("relayer", python("raise SystemExit(7)")))
    for _ in range(2):
        finished(child)
        now += 61
        supervisor.watch()
        now += 1
        supervisor.watch()
        assert child.is_started
    finished(child)
    assert all("again in 1 s" in line for line in lines)


def finished(child: Child) -> None:
    assert child.process is not None
    child.process.wait(20)


def test_a_child_for_later_waits_its_time(lines: Lines) -> None:
    now = 0.0
    supervisor = Supervisor(lambda line: lines.append(click.unstyle(line)), lambda: now)
    child = Child("gym", python("print('open')"))
    supervisor.add_later(child, 2.0)
    supervisor.watch()
    assert not child.is_started
    now = 2.0
    supervisor.watch()
    finished(child)
    lines.wait_for("gym      │ open")


def test_children_end_in_the_reverse_order_of_their_start(supervisor: Supervisor, lines: Lines) -> None:
    for name in ("chain", "indexer", "web"):
        supervisor.add(patient(name))
        lines.wait_for(f"{name} up")
    supervisor.stop()
    for name in ("web", "indexer", "chain"):
        lines.wait_for(f"{name} ends")
    ends = [line.split("│ ")[1] for line in lines if line.endswith("ends")]
    assert ends == ["web ends", "indexer ends", "chain ends"]


def test_a_child_that_does_not_end_is_killed_with_its_own_children(supervisor: Supervisor, lines: Lines) -> None:
    stubborn = "import os, signal, time; signal.signal(15, signal.SIG_IGN); print('up'); time.sleep(60)"
    child = supervisor.add(Child("web", python(stubborn), stop_seconds=0.2))
    lines.wait_for("up")
    supervisor.stop()
    assert child.process is not None
    assert child.process.returncode == -9


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
def test_children_end_when_the_supervisor_is_killed() -> None:
    code = (
        "import sys, time\nfrom app.supervisor import Child, Supervisor\nsupervisor = Supervisor(print)\n"
        "child = supervisor.add(Child('web', ['sleep', '60']))\nprint(child.process.pid, flush=True)\ntime.sleep(60)"
    )
    parent = subprocess.Popen(python(code), stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    grandchild = int(parent.stdout.readline())
    parent.kill()
    parent.wait(20)
    parent.stdout.close()
    wait_until(lambda: not is_alive(grandchild), "the grandchild's end")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] != "Z"
