"""How far the offer of a product project is: what communities ask of the marketplace."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock
from dao.ports import OfferProgress
from marketplace.models import SaleState
from marketplace.models.selling import Offer, OfferState
from marketplace.queries.listings import listing_view

_OVER = frozenset({OfferState.REFUSED, OfferState.TAKEN_BACK})
_OPENED = frozenset({SaleState.ON_SALE, SaleState.SOLD_OUT, SaleState.ENDED})


class MarketProductSales:
    """Implements dao.ports.ProductSales."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def progress(self, session: Session, offer: int) -> OfferProgress:
        row = session.get(Offer, offer)
        if row is None or row.state in _OVER:
            return OfferProgress(is_over=True)
        if row.listing_number is None:
            return OfferProgress()
        is_open = listing_view(session, row.listing_number, self._clock.now()).state in _OPENED
        return OfferProgress(row.listing_number if is_open else None)
