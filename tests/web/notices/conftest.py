"""Pages are tested on one database; what they show is tested on both under tests/integration/points."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from chain.db import Database


@pytest.fixture
def db(new_sqlite: Callable[[], str]) -> Iterator[Database]:
    database = Database(new_sqlite(), pool_size=4)
    yield database
    database.close()
