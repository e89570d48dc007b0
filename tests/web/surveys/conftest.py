"""Surveys need no chain: a town's officer writes one, people with accounts answer."""

from __future__ import annotations

import pytest

from chain.db import Database


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite
