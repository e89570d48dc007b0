"""The shell itself does not care which database stands behind it: SQLite alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from chain.db import Database


@pytest.fixture
def db(new_sqlite: Callable[[], str]) -> Iterator[Database]:
    database = Database(new_sqlite())
    yield database
    database.close()
