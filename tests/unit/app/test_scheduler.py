"""Periodic jobs: one that fails hurts no other and is tried again."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text

from app.scheduler import FAILURES, Job, Scheduler, run_once
from chain.db import Changes, Database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'jobs.db'}")
    with database.write() as session:
        session.execute(text("CREATE TABLE papers (number INTEGER)"))
    yield database
    database.close()


@pytest.fixture
def changes(db: Database) -> Iterator[Changes]:
    changes = Changes(db)
    yield changes
    changes.close()


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


def test_jobs_repeat_beside_one_that_fails_until_told_to_stop(changes: Changes) -> None:
    stop, rounds = threading.Event(), 0

    def count() -> int:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            stop.set()
        return 0

    with structlog.testing.capture_logs():
        Scheduler([Job("boom", 0.001, boom), Job("count", 0.001, count, looks_outside=True)], changes).run(stop)
    assert rounds == 3


def test_a_job_rests_until_somebody_writes(db: Database, changes: Changes) -> None:
    stop, looks, found = threading.Event(), 0, 0

    def sort() -> int:
        nonlocal found
        with db.read() as session:
            found += 1
            if session.scalar(text("SELECT count(*) FROM papers")):
                stop.set()
        return 0

    def look() -> int:
        nonlocal looks
        looks += 1
        if looks == 50:
            with db.write() as session:
                session.execute(text("INSERT INTO papers VALUES (1)"))
        return 0

    jobs = [Job("sort", 0.001, sort), Job("look", 0.001, look, looks_outside=True)]
    Scheduler(jobs, changes, monotonic=lambda: 0.0).run(stop)
    assert looks >= 50 and found == 2


def test_what_time_brings_is_found_without_a_change(changes: Changes) -> None:
    stop, seconds, times = threading.Event(), itertools.count(step=1.0), []

    def note() -> int:
        times.append(next(seconds))
        if len(times) == 2:
            stop.set()
        return 0

    Scheduler([Job("note", 0.001, note)], changes, monotonic=lambda: next(seconds)).run(stop)
    assert times[1] - times[0] >= 5


def test_a_job_that_failed_does_not_rest(changes: Changes) -> None:
    stop, tries = threading.Event(), 0

    def fail_twice() -> int:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise ValueError("not yet")
        stop.set()
        return 0

    with structlog.testing.capture_logs():
        Scheduler([Job("fail", 0.001, fail_twice)], changes, monotonic=lambda: 0.0).run(stop)
    assert tries == 3
