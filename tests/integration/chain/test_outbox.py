from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict
from chain.ids import ZERO_ADDRESS
from chain.outbox import Call, EntryStatus, RelayEntry, enqueue, find_entry

_CALL = Call("Counter", ZERO_ADDRESS, b"\x01\x02")


def test_a_repeated_key_gives_the_first_entry_again(db: Database, clock: Clock) -> None:
    with db.write() as session:
        first = enqueue(session, _CALL, key="k", subject="test:1", now=clock.now())
    with db.write() as session:
        again = enqueue(session, _CALL, key="k", subject="test:1", now=clock.now())
    assert first == again
    with db.read() as session:
        entry = find_entry(session, "k")
        assert entry is not None
        assert entry.status == EntryStatus.QUEUED


def test_a_key_used_for_another_call_is_a_conflict_and_changes_nothing(db: Database, clock: Clock) -> None:
    with db.write() as session:
        enqueue(session, _CALL, key="k", subject="test:1", now=clock.now())
    other = Call("Counter", ZERO_ADDRESS, b"\x03")
    with pytest.raises(Conflict), db.write() as session:
        enqueue(session, other, key="k", subject="test:1", now=clock.now())
    with db.read() as session:
        assert session.scalars(select(RelayEntry.calldata)).all() == [_CALL.calldata]


def test_an_entry_is_gone_with_the_transaction_that_wanted_it(db: Database, clock: Clock) -> None:
    with pytest.raises(RuntimeError), db.write() as session:
        enqueue(session, _CALL, key="k", subject="test:1", now=clock.now())
        raise RuntimeError("the domain row could not be written")
    with db.read() as session:
        assert find_entry(session, "k") is None


def test_fifty_requests_at_once_with_one_key_make_one_entry(db: Database, clock: Clock) -> None:
    def ask(_: int) -> int:
        with db.write() as session:
            return enqueue(session, _CALL, key="one", subject="test:1", now=clock.now())

    with ThreadPoolExecutor(16) as pool:
        ids = set(pool.map(ask, range(50)))
    assert len(ids) == 1
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(RelayEntry)) == 1
