"""The shell itself does not care which database stands behind it: SQLite alone."""

from __future__ import annotations

import pytest

from chain.db import Database


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite
