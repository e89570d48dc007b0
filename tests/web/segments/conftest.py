"""Pages are tested on one database; what they show is tested on both in tests/integration/points/analytics/."""

from __future__ import annotations

import pytest

from chain.db import Database


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite
