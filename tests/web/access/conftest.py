"""Who may is asked the same way on both databases."""

from __future__ import annotations

import pytest

from chain.db import Database


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite
