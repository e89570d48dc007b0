"""A market with one right that is lent, used, sold on and given, and people who hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from chain.clock import unix
from chain.contracts.collection import Collection, Redemption
from chain.ids import Address
from chain.outbox import Call, enqueue
from chain.units import Yen
from marketplace.models import RightDetail, Share
from marketplace.queries.holding.rights import RightStanding, moves_of, standing_of
from marketplace.queries.listings import address_of
from marketplace.services.create_collection import CollectionDraft
from marketplace.services.open_listing import ListingTerms
from marketplace.signing import ToSign
from tests.fixtures.chain import UDA
from tests.integration.marketplace.conftest import Shopping

PLACE = 77
FAR = 2**40 - 1


@dataclass(slots=True)
class Holders:
    """`series`: the contract of a right with two uses at PLACE, 5 % royalty to the town, sold for 1,001 yen."""

    shopping: Shopping
    listing: int
    series: Address

    @property
    def contract(self) -> Collection:
        return self.shopping.region.chain.contracts.collection(self.series)

    @property
    def now(self) -> int:
        return unix(self.shopping.region.platform.clock.now())

    def holder(self, yen: int = 10_000) -> Address:
        """Somebody who bought the newest right."""
        person = self.shopping.buyer(yen)
        self.shopping.order(self.listing, person)
        self.shopping.region.settle()
        return person

    def sign(self, asked: ToSign, signer: Address) -> bytes:
        return self.shopping.region.platform.wallet.sign_typed_data(signer, asked.typed_data, reason="test")

    def send(self, call: Call, key: str) -> None:
        """What another helper of the platform would send, as a terminal at the door."""
        platform = self.shopping.region.platform
        with platform.db.write() as session:
            enqueue(session, call, key=key, subject=f"test.{key}", now=platform.clock.now())
        self.shopping.region.settle()

    def redeem(self, token_id: int, holder: Address, use: int) -> None:
        act = Redemption(token_id, holder, PLACE, use, FAR)
        signature = self.sign(ToSign("", self.contract.signed_message(act)), holder)
        self.send(self.contract.redeem(act, signature), f"use:{token_id}:{use}")

    def standing(self, token_id: int) -> RightStanding:
        """As projected; the chain must say the same."""
        platform = self.shopping.region.platform
        page = platform.marketplace.pages.token(self.series, token_id)
        with platform.db.read() as session:
            standing = standing_of(session, page.holding.collection, (self.series, token_id), self.now)
            assert moves_of(session, (self.series, token_id)) == self.contract.moves_of(token_id)
        assert standing.uses_left == self.contract.uses_left_of(token_id)
        assert standing.rules == self.contract.rules()
        return standing

    def owner(self, token_id: int) -> Address:
        owner = self.shopping.region.platform.marketplace.pages.token(self.series, token_id).holding.token.owner
        assert owner == self.contract.owner_of(token_id)
        return owner


def right_draft(town: Address) -> CollectionDraft:
    return CollectionDraft(
        series="uda-produce",
        symbol="MINORI",
        municipality=UDA,
        detail=RightDetail("宇陀市", "Uda", 2, "2099-12-31", "2020-01-01", merchant_id=PLACE, is_lendable=True),
        name_ja="農産物の購入権",
        name_en="Right to buy produce",
        story_ja="物語",
        story_en="Story",
        gives_ja=("年2回",),
        gives_en=("Twice a year",),
        scene="fields",
        max_supply=50,
        royalty_receiver=town,
        royalty_basis_points=500,
    )


@pytest.fixture
def holders(shopping: Shopping) -> Iterator[Holders]:
    region, market = shopping.region, shopping.region.platform.marketplace
    asked = market.create_collection.prepare(region.officer, right_draft(shopping.town))
    market.create_collection.complete(asked.subject, _sign(shopping, asked))
    region.settle()
    number = int(asked.subject)
    shares = [Share(shopping.town, 10_000, "町", "Town")]
    terms = ListingTerms(number, Yen(1_001), 50, 0, region.platform.clock.now(), None, shares)
    asked = market.open_listing.prepare(region.officer, terms)
    market.open_listing.complete(asked.subject, _sign(shopping, asked))
    region.settle()
    with region.platform.db.read() as session:
        series = address_of(session, number)
    assert series is not None
    yield Holders(shopping, int(asked.subject), series)


def _sign(shopping: Shopping, asked: ToSign) -> bytes:
    region = shopping.region
    return region.platform.wallet.sign_typed_data(region.officer, asked.typed_data, reason="test")
