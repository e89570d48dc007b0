"""Databases without any table."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import sql

from chain.db import Database
from tests.fixtures.database import administer, database_address, drop_database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        db = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        yield db
        db.close()
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"musubi_empty_{uuid.uuid4().hex[:12]}"
    administer(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    db = Database(database_address(server, name))
    yield db
    db.close()
    drop_database(server, name)
