"""Keeps the processes of one machine running: starts them, prefixes their lines, starts the crashed again, ends all.

Knows nothing of Musubi: a child is a name and a command.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import click

_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "bright_black")
_LONGEST_WAIT_SECONDS = 30.0
_CALM_AFTER_SECONDS = 60.0
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """`stop_seconds`: how long it may take to end before it is killed."""

    name: str
    command: Sequence[str]
    stop_seconds: float = 15.0
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None
    reader: threading.Thread | None = None
    started_at: float = 0.0
    crashes: int = 0
    start_again_at: float = 0.0

    @property
    def is_started(self) -> bool:
        return self.process is not None

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """`add` starts a child at once, `add_later` after a while; `run` watches until the event is set;
    `stop` ends the last added first."""

    def __init__(
        self, write: Callable[[str], None] | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._monotonic = monotonic
        self._children: list[Child] = []
        self._write = write or (lambda line: click.echo(line, err=True))
        self._writing = threading.Lock()

    def add(self, child: Child) -> Child:
        self._children.append(child)
        self._start(child)
        return child

    def add_later(self, child: Child, seconds: float) -> None:
        """To be started by `watch`, when so much time has gone by."""
        child.start_again_at = self._monotonic() + seconds
        self._children.append(child)

    def run(self, stop: threading.Event) -> None:
        while not stop.wait(0.2):
            self.watch()

    def watch(self) -> None:
        """One look: notices who has ended and starts again who has waited long enough."""
        now = self._monotonic()
        for child in self._children:
            if child.is_running:
                continue
            if child.process is not None:
                self._note_crash(child, now)
            elif now >= child.start_again_at:
                self._start(child)

    def stop(self) -> None:
        for child in reversed(self._children):
            self._end(child)
            if child.reader is not None:  # its last words
                child.reader.join(1.0)

    def say(self, name: str, line: str) -> None:
        colour = _COLOURS[self._position(name) % len(_COLOURS)]
        with self._writing:
            self._write(click.style(f"{name:<9}│ ", fg=colour) + line)

    def _position(self, name: str) -> int:
        return next((at for at, child in enumerate(self._children) if child.name == name), len(_COLOURS) - 1)

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            child.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={**os.environ, "PYTHONUNBUFFERED": "1", **child.environment},
            start_new_session=True,  # Ctrl-C reaches us alone, so that the order of ending is ours
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        child.started_at = self._monotonic()
        child.reader = threading.Thread(target=self._read, args=(child.name, child.process), daemon=True)
        child.reader.start()

    def _read(self, name: str, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self.say(name, line.rstrip())

    def _note_crash(self, child: Child, now: float) -> None:
        assert child.process is not None
        if now - child.started_at > _CALM_AFTER_SECONDS:
            child.crashes = 0
        wait = min(_LONGEST_WAIT_SECONDS, 2.0**child.crashes)
        child.crashes += 1
        child.start_again_at = now + wait
        self.say(
            child.name,
            f"止まりました（終了コード {child.process.returncode}）。{wait:.0f}秒後に起動し直します。"
            f" / stopped with exit code {child.process.returncode}; starting again in {wait:.0f} s",
        )
        child.process = None

    def _end(self, child: Child) -> None:
        process = child.process
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(child.stop_seconds)
        except subprocess.TimeoutExpired:
            self.say(
                child.name,
                f"{child.stop_seconds:.0f}秒たっても終わらないため止めます。 / did not end in time; killing it",
            )
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _end_with_parent() -> None:
    """In the child, before it becomes its command: when the supervisor is killed, the kernel ends the child as well."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
