"""Pages of the idea board are tested on one database, without a chain; what they show is tested on both under
tests/integration/dao/ideas."""

from __future__ import annotations

import pytest

from chain.db import Database
from chain.ids import Address
from tests.fixtures.boards import Board
from tests.fixtures.web import SignIn


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def member(board: Board, sign_in: SignIn) -> Address:
    """The client is signed in as somebody with a managed wallet and a card."""
    account = sign_in()
    board.give_cards(account.address)
    return account.address
