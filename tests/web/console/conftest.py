"""Pages are tested on one database; what they show is tested on both under tests/integration/points."""

from __future__ import annotations

import pytest

from app.wiring import Platform
from chain.db import Database
from tests.web.auctions.conftest import Desk, desk_of


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def desk(platform: Platform) -> Desk:
    """Naming auctions of a village."""
    return desk_of(platform)
