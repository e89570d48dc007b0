"""A town and two member shops, written down without a chain. Pages are tested on one database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.demo.towns import DEMO_TOWNS
from app.wiring import Platform
from chain.db import Database
from chain.ids import Address
from points.models import Merchant, MerchantCategory, MerchantOnChain
from tests.fixtures.web import SignIn
from tests.unit.marketplace.selling.test_terms import RIGHT
from tests.web.marketplace.conftest import Market, address, offer_named
from wallet import Role

OFFER = offer_named("four-towns-ambassador")
TOWN = OFFER.municipality
DESK = f"/console/{TOWN}/selling"
SHOP, OTHER_SHOP = 71, 72
SHOP_DESK, OTHER_DESK = f"/sell/{SHOP}", f"/sell/{OTHER_SHOP}"


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@dataclass(slots=True)
class Desks:
    """Signs the one client in as whoever acts."""

    client: FlaskClient
    platform: Platform
    sign_in: SignIn

    def officer(self, code: str = TOWN) -> Address:
        return self.sign_in(roles=[(Role.OFFICER, code)], email=f"officer-{code}@example.jp").address

    def shop(self, merchant_id: int = SHOP) -> Address:
        roles = [(Role.MERCHANT_STAFF, str(merchant_id))]
        return self.sign_in(roles=roles, email=f"shop-{merchant_id}@example.jp").address

    def buyer(self) -> Address:
        return self.sign_in(email="buyer@example.jp").address

    def begin(self, desk: str = SHOP_DESK, kind: str = "right") -> str:
        """The address of a new offer."""
        begun = self.client.post(f"{desk}/offers", data={"kind": kind})
        assert begun.status_code == 303, begun.text
        return begun.location.removesuffix("/edit")

    def save(self, offer: str, revision: int = 1, **changed: Any) -> TestResponse:
        own = f"shop:{SHOP}" if offer.startswith(SHOP_DESK) else "town"
        shares = {"payee": [own, "platform", ""], "percent": ["95", "5.00", ""]}
        return self.client.post(offer, data={**RIGHT, **shares, "revision": str(revision), **changed})

    def submitted(self) -> str:
        """A shop's offer in review, at the town's desk; its officer is signed in."""
        self.shop()
        offer = self.begin()
        assert self.save(offer).status_code == 303
        assert self.client.post(f"{offer}/submission").status_code == 303
        self.officer()
        return offer.replace(SHOP_DESK, DESK)


@pytest.fixture
def desks(client: FlaskClient, platform: Platform, sign_in: SignIn) -> Desks:
    Market(platform).town(next(town for town in DEMO_TOWNS if town.code == TOWN))
    with platform.db.write() as session:
        for number, name in ((SHOP, "薬草茶房"), (OTHER_SHOP, "となりの店")):
            account = address(name)
            session.add(
                Merchant(
                    id=number, municipality=TOWN, name_ja=name, name_en=f"Shop {number}", account=account,
                    category=MerchantCategory.FOOD, deadline=0, created_by=account, created_at=platform.clock.now(),
                )
            )  # fmt: skip
            session.add(MerchantOnChain(merchant_id=number, municipality=TOWN, account=account, is_suspended=False))
    return Desks(client, platform, sign_in)
