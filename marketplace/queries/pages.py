"""What each page of the marketplace shows, read in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from marketplace.errors import TokenUnknown, TownUnknown
from marketplace.models import Collection, FaucetRequest, Kind, SaleState, Town
from marketplace.queries.holdings import Holding, TokenPage, holdings_of, minted_of, token_page
from marketplace.queries.listings import ListingView, address_of, listing_view, shown_listings
from marketplace.queries.orders import OrderView, order_view, orders_of
from marketplace.queries.yen import balance_of

_FEATURED = 6


@dataclass(frozen=True, slots=True)
class TownCard:
    town: Town
    on_sale: int


@dataclass(frozen=True, slots=True)
class FrontPage:
    featured: Sequence[ListingView]
    others: Sequence[ListingView]
    towns: Sequence[TownCard]


@dataclass(frozen=True, slots=True)
class ItemPage:
    item: ListingView
    balance: Yen | None  # of the looking account


@dataclass(frozen=True, slots=True)
class CollectionPage:
    """`orders`: under way and done, the newest first."""

    holdings: Sequence[Holding]
    orders: Sequence[OrderView]
    balance: Yen


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """A collection for its metadata: `minted` serials exist."""

    collection: Collection
    address: Address | None
    minted: int


@dataclass(frozen=True, slots=True)
class FaucetPage:
    """`waiting`: asked for and not arrived yet, when the newest request has not failed."""

    balance: Yen
    newest: FaucetRequest | None


class Pages:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def front(self, kind: Kind | None = None) -> FrontPage:
        with self._db.read() as session:
            views = shown_listings(session, self._clock.now(), kind=kind)
            towns = _cards(session.scalars(select(Town).order_by(Town.position, Town.code)).all(), views)
        featured = [view for view in views if view.listing.featured][:_FEATURED]
        return FrontPage(featured, [view for view in views if view not in featured], towns)

    def towns(self) -> list[TownCard]:
        with self._db.read() as session:
            views = shown_listings(session, self._clock.now())
            return _cards(session.scalars(select(Town).order_by(Town.position, Town.code)).all(), views)

    def town_words(self, code: MunicipalityCode) -> Town:
        """Raises: TownUnknown."""
        with self._db.read() as session:
            town = session.get(Town, code)
        if town is None:
            raise TownUnknown(code)
        return town

    def item(self, number: int, reader: Address | None) -> ItemPage:
        """Raises: ListingUnknown."""
        now = self._clock.now()
        with self._db.read() as session:
            view = listing_view(session, number, now, reader)
            return ItemPage(view, balance_of(session, reader) if reader else None)

    def order(self, order_id: int, buyer: Address) -> OrderView:
        """Raises: OrderUnknown."""
        with self._db.read() as session:
            return order_view(session, self._clock, order_id, buyer)

    def holdings(self, owner: Address) -> CollectionPage:
        with self._db.read() as session:
            held, orders = holdings_of(session, owner), orders_of(session, self._clock, owner)
            return CollectionPage(held, orders, balance_of(session, owner))

    def token(self, address: Address, token_id: int) -> TokenPage:
        """Raises: TokenUnknown."""
        with self._db.read() as session:
            return token_page(session, address, token_id)

    def series(self, number: int) -> SeriesPage:
        """Raises: TokenUnknown."""
        with self._db.read() as session:
            collection = session.get(Collection, number)
            if collection is None:
                raise TokenUnknown(number)
            address = address_of(session, number)
            return SeriesPage(collection, address, minted_of(session, address) if address else 0)

    def faucet(self, account: Address) -> FaucetPage:
        with self._db.read() as session:
            newest = select(FaucetRequest).filter_by(account=account).order_by(FaucetRequest.id.desc()).limit(1)
            return FaucetPage(balance_of(session, account), session.scalar(newest))


def _cards(towns: Sequence[Town], views: Sequence[ListingView]) -> list[TownCard]:
    on_sale = [view.collection.municipality for view in views if view.state is SaleState.ON_SALE]
    return [TownCard(town, on_sale.count(town.code)) for town in towns]
