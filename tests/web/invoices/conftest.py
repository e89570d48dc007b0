"""Purchases whose blocks are final, and the papers that come of them. Pages are tested on one database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from app.surfaces.invoices.confirming import ConfirmationCarrier
from app.wiring import Platform
from chain.db import Database
from chain.ids import Address
from chain.indexer.models import ChainHead, IndexerCursor
from marketplace.models import Kind, Listing, Receipt
from marketplace.models.selling import Offer, OfferState
from marketplace.services.put_town import TownWords
from points.models import Merchant, MerchantCategory
from tests.web.marketplace.conftest import Market, address, offer_named
from tests.web.tickets.conftest import MATSUZAKI, Harbour

CARD = replace(offer_named("four-towns-ambassador"), per_buyer=0)
TOWN = CARD.municipality
SHOP = 71


@dataclass(slots=True)
class Papers:
    platform: Platform
    market: Market
    carrier: ConfirmationCarrier | None = None

    def __post_init__(self) -> None:
        with self.platform.db.write() as session:
            session.add(
                ChainHead(id=1, chain_id=1337, block_one_hash=b"\x01" * 32, number=0, time=1, finality_blocks=0)
            )
            session.add(IndexerCursor(projector="test", block_number=1_000_000))

    def advance(self, block: int | None = None) -> None:
        """Everything so far, or up to `block`, is final."""
        block = next(self.market.blocks) if block is None else block
        with self.platform.db.write() as session:
            session.get_one(ChainHead, 1).number = block
        self.platform.marketplace.receipts.advance()

    def mail(self) -> int:
        self.carrier = self.carrier or ConfirmationCarrier(self.platform)
        return self.carrier.carry()

    def buy(self, buyer: Address, listing: int, quantity: int = 1) -> int:
        """Signed and on chain; the order's id."""
        self.market.give_yen(buyer, 1_000_000)
        order = self.market.signed_order(listing, buyer, quantity)
        self.market.arrive(order)
        return order

    def by_shop(self, listing: int) -> None:
        """The listing is a member shop's."""
        now = self.platform.clock.now()
        with self.platform.db.write() as session:
            if session.get(Merchant, SHOP) is None:
                session.add(
                    Merchant(
                        id=SHOP, municipality=TOWN, name_ja="山の茶屋", name_en="Mountain tea house", deadline=1,
                        category=MerchantCategory.FOOD, account=address("shop"), created_by=address("officer"),
                        created_at=now, submitted_at=now,
                    )
                )  # fmt: skip
            session.add(
                Offer(
                    municipality=TOWN, merchant_id=SHOP, kind=Kind.AMBASSADOR_CARD, state=OfferState.APPROVED,
                    created_by=address("shop"), created_at=now, changed_at=now, listing_number=listing,
                )
            )  # fmt: skip
            session.get_one(Listing, listing).tax_percent = 8

    def issued(self) -> Sequence[Receipt]:
        with self.platform.db.read() as session:
            return session.scalars(select(Receipt).order_by(Receipt.id)).all()


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def papers(platform: Platform) -> Papers:
    return Papers(platform, Market(platform))


@pytest.fixture
def harbour(platform: Platform, papers: Papers) -> Harbour:
    platform.marketplace.put_town.put(
        TownWords(MATSUZAKI, "松崎町", "Matsuzaki", "静岡県", "Shizuoka", "", "", "", "", (), "seigaiha", "ferry", 1, 0)
    )
    return Harbour(platform, papers.market.blocks)
