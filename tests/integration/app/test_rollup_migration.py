"""An installation that had points before there were roll-ups."""

from __future__ import annotations

from importlib import import_module

from app.migrating import migrate, migrate_back
from chain.db import Database
from tests.fixtures.point_logs import play, rollups


def test_an_installation_that_gets_the_tables_later_has_the_same_rows(empty_db: Database) -> None:
    migrate(empty_db)
    play(empty_db, 8, [50], 0)
    kept = rollups(empty_db)
    assert all(kept.values())
    migrate_back(empty_db, import_module("app.migrations.versions.0200_rollups").down_revision)
    migrate(empty_db)
    assert rollups(empty_db) == kept
