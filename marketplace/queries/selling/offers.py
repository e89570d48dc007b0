"""Offers as the desk shows them: how far each has come, with what the chain says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from marketplace.models import Collection, Listing, PublishState, SaleState
from marketplace.models.selling import Offer, OfferEntry, OfferState
from marketplace.models.selling.series import SeriesProblem
from marketplace.queries.listings import ListingView, address_of, listing_view
from marketplace.queries.selling.series import SeriesStanding, all_problems, series_standing
from marketplace.services.selling.write_offer import Seller, find_offer


class OfferStage(StrEnum):
    """An offer's state, and for an approved one how its publication or its sale stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    APPROVED = "approved"  # its series waits for the officer's signature
    SERIES_GOING = "series_going"  # on its way to the chain
    SERIES_FAILED = "series_failed"
    SERIES_READY = "series_ready"  # its listing waits for the officer's signature
    LISTING_GOING = "listing_going"
    LISTING_FAILED = "listing_failed"
    SCHEDULED = "scheduled"
    ON_SALE = "on_sale"
    SOLD_OUT = "sold_out"
    ENDED = "ended"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"  # its shop is; the officer ends the sale, or the shop may sell again

    @property
    def is_going(self) -> bool:
        return self in (OfferStage.SERIES_GOING, OfferStage.LISTING_GOING)


_STAGES = {
    SaleState.UPCOMING: OfferStage.SCHEDULED,
    SaleState.ON_SALE: OfferStage.ON_SALE,
    SaleState.SOLD_OUT: OfferStage.SOLD_OUT,
    SaleState.ENDED: OfferStage.ENDED,
    SaleState.CANCELLED: OfferStage.CANCELLED,
    SaleState.SUSPENDED: OfferStage.SUSPENDED,
}


@dataclass(frozen=True, slots=True)
class OfferView:
    offer: Offer
    stage: OfferStage
    failure: str
    sale: ListingView | None


@dataclass(frozen=True, slots=True)
class OfferPage:
    """`replaced`: the sale that is to end before this one begins."""

    view: OfferView
    entries: Sequence[OfferEntry]
    replaced: ListingView | None
    series: SeriesStanding

    @property
    def offer(self) -> Offer:
        return self.view.offer


class SellingPages:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def offers(self, seller: Seller) -> list[OfferView]:
        """The newest first."""
        found = select(Offer).where(Offer.municipality == seller.municipality)
        if seller.merchant_id is not None:
            found = found.where(Offer.merchant_id == seller.merchant_id)
        with self._db.read() as session:
            rows = session.scalars(found.order_by(Offer.id.desc()).limit(500)).all()
            return [_view(session, row, self._clock.now()) for row in rows]

    def offer(self, seller: Seller, offer_id: int) -> OfferPage:
        """Raises: NotFound, also for an offer of somebody else."""
        now = self._clock.now()
        with self._db.read() as session:
            view = _view(session, find_offer(session, seller, offer_id), now)
            entries = session.scalars(select(OfferEntry).filter_by(offer_id=offer_id).order_by(OfferEntry.id)).all()
            old = view.offer.replaces
            replaced = listing_view(session, old, now) if old is not None else None
            return OfferPage(view, entries, replaced, series_standing(session, offer_id))

    def problems(self, seller: Seller, offer_id: int) -> Sequence[SeriesProblem]:
        """All that is to be corrected of its series. Raises: NotFound."""
        with self._db.read() as session:
            return all_problems(session, find_offer(session, seller, offer_id).id)

    def listing(self, number: int) -> Listing:
        with self._db.read() as session:
            return session.get_one(Listing, number)


def _view(session: Session, offer: Offer, now: datetime) -> OfferView:
    offer.state = OfferState(offer.state)
    if offer.state is not OfferState.APPROVED:
        return OfferView(offer, OfferStage(offer.state.value), "", None)
    listing = session.get(Listing, offer.listing_number or 0)
    if listing is None or listing.state == PublishState.AWAITING_SIGNATURE:
        stage, failure = _stage_of_series(session, offer)
        return OfferView(offer, stage, failure, None)
    if listing.state == PublishState.FAILED:
        return OfferView(offer, OfferStage.LISTING_FAILED, listing.error_name, None)
    sale = listing_view(session, listing.number, now)
    return OfferView(offer, _STAGES.get(sale.state, OfferStage.LISTING_GOING), "", sale)


def _stage_of_series(session: Session, offer: Offer) -> tuple[OfferStage, str]:
    collection = session.get(Collection, offer.collection_number or 0)
    if collection is None or collection.state == PublishState.AWAITING_SIGNATURE:
        return OfferStage.APPROVED, ""
    if collection.state == PublishState.FAILED:
        return OfferStage.SERIES_FAILED, collection.error_name
    is_there = address_of(session, collection.number) is not None
    return (OfferStage.SERIES_READY if is_there else OfferStage.SERIES_GOING), ""
