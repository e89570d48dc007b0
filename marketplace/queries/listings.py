"""Listings as a visitor sees them: what is on sale, how many are left, how many this visitor may still buy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from chain.municipalities import Municipality
from chain.units import Yen
from marketplace.errors import ListingUnknown
from marketplace.models import (
    ChainCollection,
    ChainListing,
    Collection,
    Kind,
    Listing,
    ListingCancelled,
    Sale,
    SaleState,
    Share,
    sale_state,
)
from marketplace.models.eligibility import EVERYBODY, Eligibility
from marketplace.models.lotteries import LotteryRound
from marketplace.models.selling.offers import Offer
from marketplace.models.selling.suspensions import suspended_of
from marketplace.models.shares import amounts
from marketplace.queries.checkout.held import held_of
from marketplace.queries.eligibility.rules import restrictions_of


@dataclass(frozen=True, slots=True)
class ListingView:
    """`buyer_left`: how many the looking account may still buy; None = no limit or nobody is signed in."""

    listing: Listing
    address: Address | None  # of the collection, once it is on chain
    state: SaleState
    sold: int
    left: int
    buyer_left: int | None = None
    held: int = 0  # of what is not sold, spoken for by others' checkouts and purchases under way

    is_for_chosen: bool = False  # only those whom a lottery chose may buy
    eligibility: Eligibility = EVERYBODY  # as the chain has it

    @property
    def is_held(self) -> bool:
        """All that is left is spoken for; some of it may come back within minutes."""
        return self.left == 0 and self.held > 0

    @property
    def collection(self) -> Collection:
        return self.listing.collection

    @property
    def most(self) -> int:
        """The largest quantity one may ask for now."""
        return self.left if self.buyer_left is None else min(self.left, self.buyer_left)

    @property
    def split(self) -> list[tuple[Share, Yen]]:
        """Who receives what of the price of one."""
        return amounts(self.listing.price, self.listing.typed_shares())


def address_of(session: Session, collection_number: int) -> Address | None:
    return session.scalar(select(ChainCollection.address).filter_by(number=collection_number))


def listing_view(
    session: Session, number: int, now: datetime, buyer: Address | None = None, *, beside: int | None = None
) -> ListingView:
    """`beside`: a checkout whose own held stock is not counted as taken.

    Raises: ListingUnknown.
    """
    listing = session.get(Listing, number)
    if listing is None:
        raise ListingUnknown(number)
    return _views(session, [listing], now, buyer, beside)[0]


def shown_listings(
    session: Session, now: datetime, *, town: MunicipalityCode | None = None, kind: Kind | None = None
) -> list[ListingView]:
    """All that visitors may see, featured first, sold and ended last."""
    found = select(Listing).join(Listing.collection)
    found = found.where(Listing.number.not_in(select(LotteryRound.listing_number)))
    if town is not None:
        found = found.where(Collection.municipality == town)
    if kind is not None:
        found = found.where(Collection.kind == kind)
    views = _views(session, session.scalars(found.order_by(Listing.featured.desc(), Listing.number)).all(), now, None)
    shown = [view for view in views if view.state not in (SaleState.PREPARING, SaleState.FAILED)]
    return sorted(shown, key=lambda view: view.state not in (SaleState.ON_SALE, SaleState.UPCOMING))


def suspended_listings(session: Session, numbers: Sequence[int]) -> set[int]:
    """Those whose seller is a shop that its town has suspended, or a town that the operator has paused."""
    found = select(Offer.listing_number, Offer.merchant_id).where(
        Offer.listing_number.in_(numbers), Offer.merchant_id.is_not(None)
    )
    sellers = {number: merchant_id for number, merchant_id in session.execute(found) if number and merchant_id}
    suspended = suspended_of(session, set(sellers.values()))
    paused = (
        select(Listing.number)
        .join(Listing.collection)
        .join(Municipality, Municipality.code == Collection.municipality)
        .where(Listing.number.in_(numbers), Municipality.is_paused)
    )
    return {number for number, merchant_id in sellers.items() if merchant_id in suspended} | set(
        session.scalars(paused)
    )


def _views(
    session: Session, listings: Sequence[Listing], now: datetime, buyer: Address | None, beside: int | None = None
) -> list[ListingView]:
    numbers = [listing.number for listing in listings]
    opened = select(ChainListing.number, ChainListing.collection).where(ChainListing.number.in_(numbers))
    on_chain = {row.number: row.collection for row in session.execute(opened)}
    cancelled = set(session.scalars(select(ListingCancelled.number).where(ListingCancelled.number.in_(numbers))))
    sold, bought = _sold(session, numbers, None), _sold(session, numbers, buyer) if buyer else {}
    held = held_of(session, numbers, now, beside=beside)
    own = held_of(session, numbers, now, buyer=buyer, beside=beside) if buyer else {}
    suspended = suspended_listings(session, numbers)
    rounds = select(LotteryRound.listing_number).where(LotteryRound.listing_number.in_(numbers))
    chosen = set(session.scalars(rounds))
    restrictions = restrictions_of(session, numbers)
    views = []
    for listing in listings:
        number, count = listing.number, sold.get(listing.number, 0)
        state = sale_state(
            listing,
            on_chain=number in on_chain,
            cancelled=number in cancelled,
            sold=count,
            now=now,
            is_suspended=number in suspended,
        )
        had = bought.get(number, 0) + own.get(number, 0)
        limit = listing.per_buyer - had if listing.per_buyer and buyer else None
        unsold = max(0, listing.supply - count)
        views.append(
            ListingView(
                listing=listing,
                address=on_chain.get(number),
                state=state,
                sold=count,
                left=max(0, unsold - held.get(number, 0)),
                buyer_left=None if limit is None else max(0, limit),
                held=min(unsold, held.get(number, 0)),
                is_for_chosen=number in chosen,
                eligibility=restrictions.get(number, EVERYBODY),
            )
        )
    return views


def _sold(session: Session, numbers: Sequence[int], buyer: Address | None) -> dict[int, int]:
    found = select(Sale.listing_number, func.sum(Sale.quantity)).where(Sale.listing_number.in_(numbers))
    if buyer is not None:
        found = found.where(Sale.buyer == buyer)
    return {number: int(count) for number, count in session.execute(found.group_by(Sale.listing_number))}
