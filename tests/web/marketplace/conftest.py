"""A market whose ledger is written down directly: what the chain says is a fact like any other. Buying on a real chain
is tested under tests/integration/marketplace and in the journeys. Pages are tested on one database."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from eth_utils import keccak, to_checksum_address
from sqlalchemy.orm import Session

from app.demo.offers import DEMO_OFFERS, DemoOffer
from app.demo.towns import DEMO_TOWNS, DemoTown
from app.wiring import Platform
from chain.clock import FixedClock, unix
from chain.db import Database
from chain.ids import ZERO_ADDRESS, Address
from chain.indexer.facts import Fact
from marketplace.models import (
    ChainCollection,
    ChainListing,
    Listing,
    ListingCancelled,
    Order,
    OrderState,
    Sale,
    Share,
    Token,
    TokenTransfer,
    YenBalance,
)
from marketplace.projections import MarketProjector
from marketplace.services.catalogue.of_listing import listing_entry
from marketplace.services.catalogue.put_entry import put_entry
from marketplace.services.create_collection import CollectionDraft
from marketplace.services.open_listing import ListingTerms
from marketplace.services.put_town import TownWords

TODAY = date(2026, 11, 24)


def address(name: str) -> Address:
    return Address(to_checksum_address(keccak(text=name)[-20:]))


OFFICER, PAYEE = address("officer"), address("payee")


@dataclass(slots=True)
class Market:
    """Puts towns and items on sale, and lets things be bought, without a chain."""

    platform: Platform
    blocks: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def town(self, town: DemoTown, position: int = 0) -> None:
        region = town.region
        self.platform.marketplace.put_town.put(
            TownWords(
                town.code, region.name_ja, region.name_en, region.prefecture_ja, region.prefecture_en,
                town.tagline_ja, town.tagline_en, town.story_ja, town.story_en,
                town.colours, town.pattern, town.scene, town.seed, position,
            )
        )  # fmt: skip

    def offer(self, offer: DemoOffer, *, supply: int | None = None, opens_in: timedelta = timedelta(0)) -> int:
        """A collection and its listing, both on chain. Returns the listing's number."""
        if offer.municipality not in {card.town.code for card in self.platform.marketplace.pages.towns()}:
            self.town(next(town for town in DEMO_TOWNS if town.code == offer.municipality))
        collection = int(self.platform.marketplace.create_collection.prepare(OFFICER, draft_of(offer)).subject)
        self._add(
            ChainCollection(
                address=address(offer.series), number=collection, municipality=int(offer.municipality), **self._fact()
            )
        )
        now = self.platform.clock.now()
        shares = [Share(PAYEE, share.basis_points, share.label_ja, share.label_en) for share in offer.shares]
        terms = ListingTerms(
            collection,
            offer.price,
            supply or offer.supply,
            offer.per_buyer,
            now + opens_in,
            None,
            shares,
            offer.featured,
        )
        number = int(self.platform.marketplace.open_listing.prepare(OFFICER, terms).subject)
        with self.platform.db.write() as session:
            put_entry(session, listing_entry(session.get_one(Listing, number)), now)
        self._add(
            ChainListing(
                number=number, collection=address(offer.series), price=offer.price, supply=terms.supply,
                per_buyer=offer.per_buyer, opens_at=unix(terms.opens_at), closes_at=0, **self._fact(),
            )
        )  # fmt: skip
        return number

    def cancel(self, listing: int) -> None:
        fact = self._fact()
        del fact["block_time"]
        self._add(ListingCancelled(number=listing, **fact))

    def give_yen(self, account: Address, amount: int) -> None:
        with self.platform.db.write() as session:
            session.merge(YenBalance(account=account, amount=amount))

    def signed_order(self, listing: int, buyer: Address, quantity: int = 1) -> int:
        """An order the buyer has signed; it waits for the chain."""
        asked = self.platform.marketplace.place_order.prepare(listing, buyer, quantity)
        self.platform.marketplace.place_order.complete(asked.subject, b"\x01" * 65)
        return int(asked.subject)

    def arrive(self, order_id: int) -> list[int]:
        """The chain has sold what the order asked for. Returns the serials."""
        with self.platform.db.write() as session:
            order = session.get_one(Order, order_id)
            series = session.query(ChainListing).filter_by(number=order.listing_number).one().collection
            first = session.query(Token).filter_by(collection=series).count() + 1
            fact = self._fact()
            moment = int(fact["block_time"])
            sale = Sale(
                purchase_id=order.purchase_id, listing_number=order.listing_number, buyer=order.buyer,
                recipient=order.recipient, quantity=order.quantity, total=order.total, first_token_id=first,
                tx_hash=keccak(text=str(order_id)), **fact,
            )  # fmt: skip
            session.add(sale)
            self._tell(session, sale)
            serials = list(range(first, first + order.quantity))
            for serial in serials:
                session.add(
                    Token(collection=series, token_id=serial, owner=order.recipient, minted_at=moment, since=moment)
                )
                session.add(
                    TokenTransfer(
                        collection=series, token_id=serial, sender=ZERO_ADDRESS, receiver=order.recipient,
                        tx_hash=keccak(text=str(order_id)), **{**fact, "part": serial},
                    )
                )  # fmt: skip
        return serials

    def fail(self, order_id: int, error_name: str) -> None:
        with self.platform.db.write() as session:
            order = session.get_one(Order, order_id)
            order.state, order.error_name = OrderState.FAILED, error_name

    def _fact(self) -> dict[str, int]:
        return {
            "block_number": next(self.blocks),
            "log_index": 0,
            "part": 0,
            "block_time": unix(self.platform.clock.now()),
        }

    def _add(self, row: Fact) -> None:
        with self.platform.db.write() as session:
            session.add(row)
            self._tell(session, row)

    def _tell(self, session: Session, row: Fact) -> None:
        """As the indexer does when the fact comes."""
        session.flush()
        MarketProjector().deltas(session, type(row), [vars(row)], 1)


def draft_of(offer: DemoOffer, today: date = TODAY) -> CollectionDraft:
    until_ja, until_en = offer.until_words(today)
    return CollectionDraft(
        series=offer.series, symbol=offer.symbol, municipality=offer.municipality, detail=offer.detail(today),
        name_ja=offer.name_ja, name_en=offer.name_en, story_ja=offer.story_ja, story_en=offer.story_en,
        gives_ja=offer.gives_ja, gives_en=offer.gives_en, scene=offer.scene, max_supply=offer.supply,
        royalty_receiver=PAYEE, royalty_basis_points=offer.royalty_basis_points, upright_ja=offer.upright_ja,
        until_ja=until_ja, until_en=until_en, rarity=offer.rarity, community=offer.community, votes=offer.votes,
    )  # fmt: skip


def offer_named(series: str) -> DemoOffer:
    return next(offer for offer in DEMO_OFFERS if offer.series == series)


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def market(platform: Platform) -> Market:
    return Market(platform)


@pytest.fixture
def card(market: Market) -> int:
    """The number of a listing: an ambassador card at 3,000 yen, at most 10 a buyer."""
    return market.offer(offer_named("four-towns-ambassador"))


@pytest.fixture
def now(clock: FixedClock) -> datetime:
    return clock.now()
