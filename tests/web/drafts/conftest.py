"""Drafts are tested as pages on one database."""

from __future__ import annotations

import pytest

from chain.db import Database
from chain.ids import Address
from tests.fixtures.governance import CommunityOnChain
from tests.fixtures.web import SignIn


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def member(community: CommunityOnChain, sign_in: SignIn) -> Address:
    """The client is signed in as somebody with a managed wallet and two cards."""
    account = sign_in()
    community.give_cards(account.address, 2)
    return account.address
