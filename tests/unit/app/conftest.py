"""The shell itself does not care which database stands behind it: SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog

from chain.db import Database


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Commands set up the logging of their process; here that is the process of the tests."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite
