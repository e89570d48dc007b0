"""A market on the real chain: a town with one card series on sale, and people with yen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from chain.ids import Address
from chain.units import Yen
from marketplace.models import AmbassadorCardDetail, Share
from marketplace.queries.orders import OrderView
from marketplace.services.create_collection import CollectionDraft
from marketplace.services.open_listing import ListingTerms
from marketplace.services.put_town import TownWords
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region

PRICE = Yen(1_001)


@dataclass(slots=True)
class Shopping:
    region: Region
    town: Address
    treasury: Address
    collection: int
    listings: list[int] = field(default_factory=list)

    def open(self, *, supply: int = 100, per_buyer: int = 0) -> int:
        """A listing on chain; its number."""
        shares = [Share(self.town, 7_000, "町", "Town"), Share(self.treasury, 3_000, "金庫", "Treasury")]
        now = self.region.platform.clock.now()
        terms = ListingTerms(self.collection, PRICE, supply, per_buyer, now, None, shares)
        market = self.region.platform.marketplace
        asked = market.open_listing.prepare(self.region.officer, terms)
        signature = self.region.platform.wallet.sign_typed_data(self.region.officer, asked.typed_data, reason="test")
        market.open_listing.complete(asked.subject, signature)
        self.region.settle()
        self.listings.append(int(asked.subject))
        return self.listings[-1]

    def buyer(self, yen: int = 10_000) -> Address:
        person = self.region.person()
        if yen:
            self.region.chain.give_yen(person, yen)
            self.region.look()
        return person

    def order(self, listing: int, buyer: Address, quantity: int = 1) -> int:
        """Signed and in the outbox; its id."""
        market = self.region.platform.marketplace
        asked = market.place_order.prepare(listing, buyer, quantity)
        signature = self.region.platform.wallet.sign_typed_data(buyer, asked.typed_data, reason="test")
        market.place_order.complete(asked.subject, signature)
        return int(asked.subject)

    def view(self, order: int, buyer: Address) -> OrderView:
        return self.region.platform.marketplace.pages.order(order, buyer)

    def yen(self, account: Address) -> int:
        """As the chain says; the projection must say the same."""
        on_chain = int(self.region.chain.contracts.yen.balance_of(account))
        assert int(self.region.platform.marketplace.pages.faucet(account).balance) == on_chain
        return on_chain


@pytest.fixture
def shopping(region: Region) -> Iterator[Shopping]:
    market = region.platform.marketplace
    market.put_town.put(
        TownWords(UDA, "宇陀市", "Uda", "奈良県", "Nara", "", "", "", "", (), "seigaiha", "sword", 1, 0)
    )
    town, treasury = region.person(), region.person()
    draft = CollectionDraft(
        series="uda-card",
        symbol="UDA",
        municipality=UDA,
        detail=AmbassadorCardDetail("小烏丸", "Kogarasumaru"),
        name_ja="宇陀カード",
        name_en="Uda card",
        story_ja="物語",
        story_en="Story",
        gives_ja=("1票",),
        gives_en=("One vote",),
        scene="sword",
        max_supply=500,
        royalty_receiver=town,
        votes=True,
    )
    asked = market.create_collection.prepare(region.officer, draft)
    signature = region.platform.wallet.sign_typed_data(region.officer, asked.typed_data, reason="test")
    market.create_collection.complete(asked.subject, signature)
    region.settle()
    yield Shopping(region, town, treasury, int(asked.subject))
