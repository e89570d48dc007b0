"""Periodic jobs: each has an interval and a thread; one that fails is logged, counted, and tried again next time.

While nobody writes to the database there is nothing to do but what time brings, so that jobs rest: an installation
that nobody uses leaves its machine alone.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from prometheus_client import Counter

from chain.db import Changes

_LONGEST_REST_SECONDS = 5.0  # by so much what only time brings may be late
_log = structlog.get_logger("scheduler")
FAILURES = Counter("musubi_job_failures_total", "Runs of periodic jobs that failed", ["job"])


@dataclass(frozen=True, slots=True)
class Job:
    """`work` returns how many things it did; a number above 0 is logged when `is_logged`. One that `looks_outside`
    never rests: what it waits for is not in the database, or must not be late."""

    name: str
    every_seconds: float
    work: Callable[[], int]
    is_logged: bool = True
    looks_outside: bool = False


class Scheduler:
    def __init__(
        self, jobs: Sequence[Job], changes: Changes, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._jobs = jobs
        self._changes = changes
        self._monotonic = monotonic

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; returns when every job has finished what it was doing."""
        threads = [threading.Thread(target=self._repeat, args=(job, stop), name=job.name) for job in self._jobs]
        for thread in threads:
            thread.start()
        _log.info("scheduler_ready", jobs=[job.name for job in self._jobs])
        stop.wait()
        for thread in threads:
            thread.join()

    def _repeat(self, job: Job, stop: threading.Event) -> None:
        done_at, done_for = float("-inf"), None
        while not stop.is_set():
            mark = self._changes.mark()
            is_late = self._monotonic() - done_at >= _LONGEST_REST_SECONDS
            if mark != done_for or is_late or job.looks_outside:
                done_at, done_for = self._monotonic(), mark if run_once(job) else None
            stop.wait(job.every_seconds)


def run_once(job: Job) -> bool:
    """Returns: whether the job ended without an error."""
    try:
        done = job.work()
    except Exception as error:  # noqa: BLE001 - one job's failure must not end the others
        FAILURES.labels(job.name).inc()
        _log.error("job_failed", job=job.name, error=f"{type(error).__name__}: {error}")
        return False
    if done and job.is_logged:
        _log.info("job_done", job=job.name, count=done)
    return True
