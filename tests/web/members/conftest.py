"""A community without a chain: its rows and its members' votes are written as the projections would."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from app.wiring import Platform
from chain.clock import unix
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from dao.models import VoteCheckpoint
from dao.models.membership import CommunityRole
from dao.services.open_community import CommunityAddresses, CommunityProfile
from tests.fixtures.web import SignIn
from wallet import Account

UDA, MUKAWA = MunicipalityCode("292125"), MunicipalityCode("015865")
CARDS = Address("0x" + "ca" * 20)
CURATOR = Address("0x" + "0f" * 20)


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def community(platform: Platform) -> str:
    """Its slug."""
    profile = CommunityProfile(
        slug="uda", name_ja="宇陀の仲間", name_en="Friends of Uda", tagline_ja="薬草のまち", tagline_en="Herbs",
        story_ja="", story_en="", landscape="mountains", towns=[UDA],
    )  # fmt: skip
    governor, timelock = Address("0x" + "60" * 20), Address("0x" + "71" * 20)
    platform.dao.open_community.open(profile, CommunityAddresses(governor, timelock, CARDS))
    return "uda"


@pytest.fixture
def enter(platform: Platform, community: str, sign_in: SignIn) -> Callable[..., Account]:
    """Signs somebody in: a member with a card unless `cards` is 0, with these roles."""
    logs = itertools.count()

    def entered(name: str, *roles: CommunityRole, cards: int = 1) -> Account:
        account = sign_in(email=f"{name}@example.jp")
        with platform.db.write() as session:
            session.add(
                VoteCheckpoint(
                    block_number=1, log_index=next(logs), part=0, collection=CARDS, voter=account.address,
                    votes_before=0, votes=cards, block_time=unix(platform.clock.now()) - 60,
                )
            )  # fmt: skip
        for role in roles:
            platform.dao.membership.name_roles.name(community, UDA, CURATOR, account.address, role)
        return account

    return entered
