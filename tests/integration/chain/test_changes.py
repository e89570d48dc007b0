"""Marks of a database: the same while nobody writes, another after every commit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, func, make_url, select, text
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from chain.db import Changes, Database
from chain.ids import MunicipalityCode
from chain.municipalities import MunicipalityName
from tests.fixtures.catalogue import MUKAWA, UDA

LOST = "to be lost"
END_OF_CONNECTION = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name"


@pytest.fixture
def changes(db: Database) -> Iterator[Changes]:
    changes = Changes(db)
    yield changes
    changes.close()


def test_reading_changes_nothing_and_every_commit_does(db: Database, changes: Changes) -> None:
    mark = changes.mark()
    with db.read() as session:
        session.scalar(select(func.count()).select_from(MunicipalityName))
    assert changes.mark() == mark
    with db.write() as session:
        session.add(name_of(UDA))
    after = changes.mark()
    assert after != mark and changes.mark() == after


def test_whoever_began_first_and_ends_last_is_noticed(postgresql: Database) -> None:
    changes = Changes(postgresql)
    with postgresql.write() as slow:
        slow.add(name_of(UDA))
        slow.flush()
        with postgresql.write() as quick:
            quick.add(name_of(MUKAWA))
        before = changes.mark()
    assert changes.mark() != before
    changes.close()


def test_without_a_connection_every_mark_is_another(postgresql: Database) -> None:
    named = make_url(postgresql.url).update_query_dict({"application_name": LOST})
    alone = Database(named.render_as_string(hide_password=False))
    changes = Changes(alone)
    assert changes.mark() == changes.mark()
    with postgresql.write() as session:
        session.execute(text(END_OF_CONNECTION), {"name": LOST})
    lost = changes.mark()
    found = changes.mark()
    assert lost != found and changes.mark() == found
    changes.close()
    alone.close()


def test_while_no_connection_is_free_every_mark_is_another(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(engine: Engine) -> None:
        raise NoConnectionFree("the pool is empty")

    changes = Changes(sqlite)
    with monkeypatch.context() as shut:
        shut.setattr(Engine, "raw_connection", refuse)
        assert changes.mark() != changes.mark()
    assert changes.mark() == changes.mark()
    changes.close()


def name_of(code: MunicipalityCode) -> MunicipalityName:
    return MunicipalityName(code=code, name_en="Uda", prefecture_ja="奈良県", prefecture_en="Nara")
