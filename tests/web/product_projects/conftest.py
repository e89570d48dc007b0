"""A community without a chain: a town with two member shops, a steward, and a card that a member holds."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.demo.towns import DEMO_TOWNS
from app.surfaces.console.forms import local_moment
from app.wiring import Platform, event_handlers
from chain.clock import FixedClock, unix
from chain.db import Database
from chain.events import route_pending
from chain.ids import Address, MunicipalityCode
from dao.models import VoteCheckpoint
from dao.models.membership import Circle, CommunityRole
from dao.models.polls import Poll, PollResult
from dao.services.open_community import CommunityAddresses, CommunityProfile
from points.models import Merchant, MerchantCategory, MerchantOnChain
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, address
from tests.web.polls.test_contest import uploads
from wallet import Account, Role

UDA = MunicipalityCode("292125")
LIST = "/communities/uda/products"
SHOP, OTHER_SHOP = 71, 72
CARDS, OFFICER = Address("0x" + "ca" * 20), address("officer-of-uda")


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@dataclass(slots=True)
class Guild:
    """Signs the one client in as whoever acts."""

    client: FlaskClient
    platform: Platform
    clock: FixedClock
    sign_in: SignIn
    logs: Any
    forms: Any

    def steward(self) -> Account:
        account = self.sign_in(email="steward@example.jp")
        name = self.platform.dao.membership.name_roles.name
        name("uda", UDA, OFFICER, account.address, CommunityRole.STEWARD)
        return account

    def moderator(self) -> Account:
        account = self.sign_in(email="moderator@example.jp")
        name = self.platform.dao.membership.name_roles.name
        name("uda", UDA, OFFICER, account.address, CommunityRole.MODERATOR)
        return account

    def shop(self, merchant_id: int = SHOP) -> Account:
        return self.sign_in(roles=[(Role.MERCHANT_STAFF, str(merchant_id))], email=f"shop-{merchant_id}@example.jp")

    def officer(self, code: str = UDA) -> Account:
        return self.sign_in(roles=[(Role.OFFICER, code)], email=f"officer-{code}@example.jp")

    def member(self) -> Account:
        account = self.sign_in(email="member@example.jp")
        with self.platform.db.write() as session:
            session.add(
                VoteCheckpoint(
                    block_number=1, log_index=next(self.logs), part=0, collection=CARDS, voter=account.address,
                    votes_before=0, votes=1, block_time=unix(self.clock.now()) - 60,
                )
            )  # fmt: skip
        return account

    def stranger(self) -> Account:
        return self.sign_in(email="stranger@example.jp")

    def typed(self, **changed: Any) -> dict[str, Any]:
        return {
            "title_ja": "みかんのコーラ", "title_en": "Mandarin cola", "body_ja": "**山**のみかんで。", "body_en": "",
            "audience": "all", "maker_by": "steward", "form": f"{next(self.forms):032x}", **changed,
        }  # fmt: skip

    def start(self, **changed: Any) -> str:
        """The address of a new project; its steward is signed in."""
        self.steward()
        begun = self.client.post(LIST, data=self.typed(**changed))
        assert begun.status_code == 303, begun.text
        return begun.location

    def later(self, **time: int) -> str:
        return local_moment(self.clock.now() + timedelta(**time))

    def vote_form(self, **changed: Any) -> dict[str, Any]:
        return {
            "title_ja": "試作品", "title_en": "", "body": "", "mode": "single", "house": "cards", "least_votes": "0",
            "least_persons": "0", "closes_at": self.later(days=2), "options": "山の藍\n川の緑 | River green\n朝の赤",
            "uploads": uploads(), **changed,
        }  # fmt: skip

    def count(self, winner: int) -> None:
        """The newest poll has closed, and was counted."""
        with self.platform.db.write() as session:
            poll = session.query(Poll).order_by(Poll.id.desc()).first()
            assert poll is not None
            self.clock.advance(timedelta(seconds=poll.closes_at - unix(self.clock.now())))
            result = {
                "is_valid": True, "winners": [winner], "ballots": 1, "votes": 1, "abstained": 0, "lots_decided": False,
                "ranking": [winner], "points": {},
            }  # fmt: skip
            session.add(
                PollResult(
                    poll_row=poll.id, result=result, result_hash=bytes(32), ballots_root=bytes(32), seed_block=1,
                    counted_at=self.clock.now(),
                )
            )  # fmt: skip

    def asked(self, **changed: Any) -> str:
        """A project whose second prototype won, and that asks for a maker."""
        product = self.start(**changed)
        assert self.client.post(f"{product}/prototypes", data=self.vote_form()).status_code == 303
        self.count(1)
        assert self.client.post(f"{product}/call", data={"until": self.later(days=3)}).status_code == 303
        return product

    def apply(self, product: str, merchant_id: int = SHOP, **changed: str) -> int:
        self.shop(merchant_id)
        given = {"words": "得意です。", "price": "５００", "quantity": "1,200", "ready_on": "2027-03-01", **changed}
        return self.client.post(f"{product}/applications/{account_of(merchant_id)}", data=given).status_code

    def deliver(self) -> None:
        products = self.platform.dao.product_projects
        products.sale.note_sales()
        products.tell.tell()
        while route_pending(self.platform.db, event_handlers(self.platform), self.clock.now()):
            pass


def account_of(merchant_id: int) -> Address:
    return address(f"shop-{merchant_id}")


@pytest.fixture
def guild(client: FlaskClient, platform: Platform, clock: FixedClock, sign_in: SignIn) -> Guild:
    profile = CommunityProfile(
        slug="uda", name_ja="宇陀の仲間", name_en="Friends of Uda", tagline_ja="薬草のまち", tagline_en="Herbs",
        story_ja="", story_en="", landscape="mountains", towns=[UDA],
    )  # fmt: skip
    treasury = CommunityAddresses(address("governor"), address("timelock"), CARDS)
    platform.dao.open_community.open(profile, treasury)
    Market(platform).town(next(town for town in DEMO_TOWNS if town.code == UDA))
    with platform.db.write() as session:
        for number, name in ((SHOP, "薬草茶房"), (OTHER_SHOP, "となりの店")):
            account = account_of(number)
            session.add(
                Merchant(
                    id=number, municipality=UDA, name_ja=name, name_en=f"Shop {number}", account=account,
                    category=MerchantCategory.FOOD, deadline=0, created_by=account, created_at=clock.now(),
                )
            )  # fmt: skip
            session.add(MerchantOnChain(merchant_id=number, municipality=UDA, account=account, is_suspended=False))
    platform.dao.membership.admit_circle.admit("uda", UDA, OFFICER, Circle.SHOPS)
    return Guild(client, platform, clock, sign_in, itertools.count(), itertools.count(1))
