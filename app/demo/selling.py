"""What the towns sell, and purchases. Cards of a community are sold from the first day, so that its members
can vote on the first proposals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from random import Random

from app.demo.founding import Cast
from app.demo.offers import DEMO_OFFERS, DemoOffer, DemoShare, PayeeRole
from app.demo.playback import Playback
from app.demo.timetable import EARLY, Timetable
from app.demo.towns import DEMO_TOWNS
from chain.deployments import Deployments
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.models import Share
from marketplace.models.eligibility import EVERYBODY, Eligibility
from marketplace.services.create_collection import CollectionDraft
from marketplace.services.open_listing import ListingTerms
from marketplace.services.put_town import TownWords

_START_OF_TREASURY = Yen(400_000)  # a subsidy with which each community begins
_SHOPPING_HOURS = (9, 15, 20)
_FIRST = 3  # of the early moments: so that members hold their card when the first proposal comes


@dataclass(slots=True)
class Selling:
    playback: Playback
    cast: Cast
    table: Timetable
    chance: Random
    members: dict[str, list[Address]] = field(default_factory=lambda: defaultdict(list))
    collections: dict[str, int] = field(default_factory=dict)  # number by series
    listings: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Towns and their collections, signed by each town's officer."""
        platform = self.playback.platform
        for position, town in enumerate(DEMO_TOWNS):
            region = town.region
            platform.marketplace.put_town.put(
                TownWords(
                    town.code, region.name_ja, region.name_en, region.prefecture_ja, region.prefecture_en,
                    town.tagline_ja, town.tagline_en, town.story_ja, town.story_en,
                    town.colours, town.pattern, town.scene, town.seed, position,
                )
            )  # fmt: skip
        for offer in DEMO_OFFERS:
            self._create(offer)

    def voting_collections(self) -> dict[str, Address]:
        """The collection that votes in each community, by slug."""
        series = self.playback.platform.marketplace.pages.series
        found = {
            offer.community: series(self.collections[offer.series]).address for offer in DEMO_OFFERS if offer.votes
        }
        return {slug: address for slug, address in found.items() if address is not None}

    def open_listings(self, deployments: Deployments) -> None:
        """Put all on sale; a share of a community's cards goes to its treasury."""
        treasuries = {community.slug: community.timelock for community in deployments.communities}
        for slug, treasury in treasuries.items():
            self._give_yen(treasury, _START_OF_TREASURY, f"treasury:{slug}")
        for offer in DEMO_OFFERS:
            self._list(offer, treasuries)

    def note(self) -> None:
        """Who buys what on which day."""
        for offer in DEMO_OFFERS:
            if offer.holding:
                self._holders_buy(offer)
                continue
            buyers = [person.address for person in self.chance.sample(self.cast.people[2:], offer.sold)]
            if offer.votes:
                buyers[:1] = [self.cast.people[1].address]  # the member holds a card of each community
                self.members[offer.community] = buyers[1 : len(buyers) * 3 // 4]
            for place, buyer in enumerate(buyers):
                is_early = offer.votes and place < len(buyers) * 3 // 4
                moment = self.table.early(place % _FIRST) if is_early else self._later()
                self._give_yen(buyer, offer.price, f"buyer:{offer.series}:{place}")
                self.table.add(moment, partial(self._buy, offer.series, buyer))

    def _later(self) -> datetime:
        """A fifth of them before the last four weeks."""
        if self.chance.randrange(5) == 0:
            return self.table.early(self.chance.randrange(_FIRST, EARLY))
        return self.table.moment(self.chance.randint(1, 27), self.chance.choice(_SHOPPING_HOURS), 20)

    def sell_to(self, series: str, buyer: Address, moment: datetime) -> None:
        """One more sale than those noted."""
        price = next(offer.price for offer in DEMO_OFFERS if offer.series == series)
        self._give_yen(buyer, price, f"buyer:{series}:{buyer}")
        self.table.add(moment, partial(self._buy, series, buyer))

    def _holders_buy(self, offer: DemoOffer) -> None:
        """Some of those who hold the card that the sale asks for."""
        asked = next(one for one in DEMO_OFFERS if one.series == offer.holding)
        for place, buyer in enumerate(self.members[asked.community][: offer.sold]):
            self._give_yen(buyer, offer.price, f"buyer:{offer.series}:{place}")
            self.table.add(self.table.moment(4 + place, 20, 20), partial(self._buy, offer.series, buyer))

    def _create(self, offer: DemoOffer) -> None:
        platform, officer = self.playback.platform, self.cast.officers[offer.municipality]
        until_ja, until_en = offer.until_words(self.table.today)
        draft = CollectionDraft(
            series=offer.series,
            symbol=offer.symbol,
            municipality=offer.municipality,
            detail=offer.detail(self.table.today),
            name_ja=offer.name_ja,
            name_en=offer.name_en,
            story_ja=offer.story_ja,
            story_en=offer.story_en,
            gives_ja=offer.gives_ja,
            gives_en=offer.gives_en,
            scene=offer.scene,
            max_supply=offer.supply,
            royalty_receiver=self.cast.accounts_of_towns[offer.municipality],
            royalty_basis_points=offer.royalty_basis_points,
            upright_ja=offer.upright_ja,
            until_ja=until_ja,
            until_en=until_en,
            rarity=offer.rarity,
            community=offer.community,
            votes=offer.votes,
        )
        to_sign = platform.marketplace.create_collection.prepare(officer, draft)
        signature = platform.wallet.sign_typed_data(officer, to_sign.typed_data, reason="marketplace.collection")
        platform.marketplace.create_collection.complete(to_sign.subject, signature)
        self.collections[offer.series] = int(to_sign.subject)

    def _list(self, offer: DemoOffer, treasuries: dict[str, Address]) -> None:
        platform, officer = self.playback.platform, self.cast.officers[offer.municipality]
        terms = ListingTerms(
            collection_number=self.collections[offer.series],
            price=offer.price,
            supply=offer.supply,
            per_buyer=offer.per_buyer,
            opens_at=self.playback.clock.now(),
            closes_at=None,
            shares=[
                Share(self._payee(offer, share, treasuries), share.basis_points, share.label_ja, share.label_en)
                for share in offer.shares
            ],
            featured=offer.featured,
            eligibility=Eligibility(holding=self.collections[offer.holding]) if offer.holding else EVERYBODY,
        )
        to_sign = platform.marketplace.open_listing.prepare(officer, terms)
        signature = platform.wallet.sign_typed_data(officer, to_sign.typed_data, reason="marketplace.listing")
        platform.marketplace.open_listing.complete(to_sign.subject, signature)
        self.listings[offer.series] = int(to_sign.subject)

    def _payee(self, offer: DemoOffer, share: DemoShare, treasuries: dict[str, Address]) -> Address:
        if share.role is PayeeRole.TREASURY:
            return treasuries[share.payee]
        if share.role is PayeeRole.SHOP:
            return self.cast.shops[share.payee]
        return (
            self.cast.platform if share.role is PayeeRole.PLATFORM else self.cast.accounts_of_towns[offer.municipality]
        )

    def _buy(self, series: str, buyer: Address) -> None:
        platform = self.playback.platform
        to_sign = platform.marketplace.place_order.prepare(self.listings[series], buyer, 1)
        signature = platform.wallet.sign_typed_data(buyer, to_sign.typed_data, reason="marketplace.order")
        platform.marketplace.place_order.complete(to_sign.subject, signature)

    def _give_yen(self, to: Address, amount: Yen, what: str) -> None:
        platform = self.playback.platform
        name = f"demo.yen:{what}"
        with platform.db.write() as session:
            call = platform.contracts.yen.faucet_mint(to, amount)
            enqueue(session, call, key=name, subject=name, now=platform.clock.now())
