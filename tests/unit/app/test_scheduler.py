"""Periodic jobs: one that fails hurts no other and is tried again."""

from __future__ import annotations

import threading

import structlog

from app.scheduler import FAILURES, Job, Scheduler, run_once


def boom() -> int:
    raise ValueError("no")


def test_a_failing_job_is_counted_and_logged() -> None:
    before = FAILURES.labels("boom")._value.get()
    with structlog.testing.capture_logs() as logs:
        assert not run_once(Job("boom", 1, boom))
    assert FAILURES.labels("boom")._value.get() == before + 1
    assert logs == [{"event": "job_failed", "job": "boom", "error": "ValueError: no", "log_level": "error"}]


def test_only_a_job_that_did_something_is_logged() -> None:
    with structlog.testing.capture_logs() as logs:
        assert run_once(Job("quiet", 1, lambda: 0))
        assert run_once(Job("busy", 1, lambda: 3))
    assert [line["job"] for line in logs] == ["busy"]


def test_jobs_repeat_beside_one_that_fails_until_told_to_stop() -> None:
    stop, rounds = threading.Event(), 0

    def count() -> int:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            stop.set()
        return 0

    with structlog.testing.capture_logs():
        Scheduler([Job("boom", 0.001, boom), Job("count", 0.001, count)]).run(stop)
    assert rounds == 3
