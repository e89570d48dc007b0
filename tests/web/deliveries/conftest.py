"""A long-term purchase, a first refusal and a seat, held by somebody. The chain's word is written down directly."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from flask.testing import FlaskClient

from app.demo.offers import DemoOffer
from app.wiring import Platform
from chain.clock import unix
from chain.db import Database
from chain.ids import Address
from marketplace.models import Kind, RightRedemption, RightState, RightUse, Token
from marketplace.models.deliveries.rows import Delivery
from points.models import Merchant, MerchantCategory
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, address, offer_named
from wallet import Role

HARVEST, HOUSE, SEAT = (
    offer_named(name) for name in ("mukawa-harvest", "funahashi-vacant-house", "kotohira-kabuki-seat")
)
JAPAN = {
    "country_code": "JP", "name": "山田 花子", "postal_code": "6332166", "country_area": "奈良県",
    "street_address": "宇陀市大宇陀拾生1846", "phone": "090-1234-5678", "which": "next",
}  # fmt: skip


@dataclass(slots=True)
class Farm:
    client: FlaskClient
    platform: Platform
    market: Market
    sign_in: SignIn

    def sell(self, offer: DemoOffer, buyer: Address) -> str:
        """The page of its token."""
        listing = self.market.offer(offer)
        self.market.give_yen(buyer, 100_000)
        (serial,) = self.market.arrive(self.market.signed_order(listing, buyer))
        return f"/collection/{address(offer.series)}/{serial}"

    def holder(self) -> Address:
        return self.sign_in(email="holder@example.jp").address

    def town(self, offer: DemoOffer = HARVEST) -> str:
        """The desk of its town, whose officer is signed in."""
        self.sign_in(roles=[(Role.OFFICER, str(offer.municipality))], email=f"{offer.municipality}@example.jp")
        return f"/console/{offer.municipality}/selling"

    def shop(self, merchant_id: int) -> str:
        account, town = address(f"shop {merchant_id}"), HARVEST.municipality
        with self.platform.db.write() as session:
            session.merge(
                Merchant(
                    id=merchant_id, municipality=town, name_ja="畑", name_en="Field", account=account, deadline=0,
                    category=MerchantCategory.FOOD, created_by=account, created_at=self.platform.clock.now(),
                )
            )  # fmt: skip
        self.sign_in(roles=[(Role.MERCHANT_STAFF, str(merchant_id))], email=f"shop{merchant_id}@example.jp")
        return f"/sell/{merchant_id}"

    def counted(self, offer: DemoOffer = HARVEST) -> int:
        """The chain has taken each use that was sent. Returns: how many uses there are."""
        series = address(offer.series)
        with self.platform.db.write() as session:
            rows = session.query(RightRedemption).filter_by(collection=series, state="pending").all()
            used = max((row.use for row in rows), default=0)
            for row in rows:
                row.state = "done"  # type: ignore[assignment]
                session.add(
                    RightUse(
                        collection=series, token_id=row.token_id, holder=row.holder, place=row.place, use=row.use,
                        uses_left=offer.uses - row.use, tx_hash=b"\x01" * 32, **self.market._fact(),
                    )
                )  # fmt: skip
            if used:
                zero = Address("0x" + "0" * 40)
                state = RightState(collection=series, token_id=1, used=used, borrower=zero, lent_until=0, withdrawals=0)
                session.merge(state)
        return used

    def lend(self, to: Address) -> None:
        with self.platform.db.write() as session:
            until = unix(self.platform.clock.now()) + 86_400
            session.merge(
                RightState(
                    collection=address(HARVEST.series), token_id=1, used=0, borrower=to, lent_until=until, withdrawals=0
                )
            )

    def move(self, to: Address) -> None:
        with self.platform.db.write() as session:
            session.get_one(Token, (address(HARVEST.series), 1)).owner = to

    def delivery(self) -> Delivery:
        with self.platform.db.read() as session:
            return session.query(Delivery).order_by(Delivery.id.desc()).first()  # type: ignore[return-value]


def of_shop(offer: DemoOffer, merchant_id: int) -> DemoOffer:
    return replace(offer, own={**offer.own, "merchant_id": merchant_id})


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def farm(client: FlaskClient, platform: Platform, sign_in: SignIn) -> Farm:
    assert HARVEST.kind is Kind.PRODUCE
    return Farm(client, platform, Market(platform), sign_in)
