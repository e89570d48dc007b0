"""Pages are tested on one database; what is found, on both under tests/integration/marketplace."""

from __future__ import annotations

import pytest

from chain.db import Database


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite
