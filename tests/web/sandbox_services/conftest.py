"""A sample service beside the real application: one database is enough."""

from __future__ import annotations

import pytest

from chain.db import Database


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite
