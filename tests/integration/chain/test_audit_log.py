from __future__ import annotations

import threading

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError

from chain.audit_log import AuditEntry, AuditKind, Head, append, verify
from chain.clock import Clock
from chain.db import Database
from chain.ids import Address

OFFICER = Address("0x" + "11" * 20)


def press(db: Database, clock: Clock, times: int = 1) -> None:
    for number in range(times):
        with db.write() as session:
            act = AuditKind.ACT, "console.revoke_person", f"number={number}"
            append(session, clock.now(), OFFICER, "officer", "292125", *act)


def without_guard(db: Database, *statements: object) -> None:
    """What somebody could do who rules the database itself."""
    with db.write() as session:
        if db.is_sqlite:
            for what in ("UPDATE", "DELETE"):
                session.execute(text(f"DROP TRIGGER audit_entry_stays_{what}"))
        else:
            session.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            session.execute(statement)  # type: ignore[call-overload]


def test_entries_are_numbered_and_hang_together(db: Database, clock: Clock) -> None:
    press(db, clock, 3)
    with db.read() as session:
        found = verify(session)
    assert (found.head.number, found.broken_at, found.is_whole) == (3, None, True)


def test_an_empty_log_is_whole(db: Database) -> None:
    with db.read() as session:
        assert verify(session).is_whole


@pytest.mark.parametrize("statement", [update(AuditEntry).values(act="nothing"), delete(AuditEntry)])
def test_the_database_refuses_to_change_and_to_delete(db: Database, clock: Clock, statement: object) -> None:
    press(db, clock)
    with pytest.raises(DatabaseError, match="only added"), db.write() as session:
        session.execute(statement)  # type: ignore[call-overload]


def test_a_changed_entry_is_found(db: Database, clock: Clock) -> None:
    press(db, clock, 3)
    without_guard(db, update(AuditEntry).where(AuditEntry.number == 2).values(act="console.show_home"))
    with db.read() as session:
        assert verify(session).broken_at == 2


def test_an_entry_taken_out_is_found(db: Database, clock: Clock) -> None:
    press(db, clock, 3)
    without_guard(db, delete(AuditEntry).where(AuditEntry.number == 2))
    with db.read() as session:
        assert verify(session).broken_at == 2


def test_an_end_cut_off_is_found_by_who_kept_the_head(db: Database, clock: Clock) -> None:
    press(db, clock, 3)
    with db.read() as session:
        kept = verify(session).head
    without_guard(db, delete(AuditEntry).where(AuditEntry.number == 3))
    with db.read() as session:
        assert verify(session).is_whole
        assert verify(session, Head.parse(str(kept))).lacks_kept
    press(db, clock)  # another third one does not help
    with db.read() as session:
        assert not verify(session, kept).is_whole


def test_presses_at_the_same_moment_make_no_fork(db: Database, clock: Clock) -> None:
    threads = [threading.Thread(target=press, args=(db, clock, 5)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.read() as session:
        found = verify(session)
    assert (found.head.number, found.is_whole) == (20, True)
