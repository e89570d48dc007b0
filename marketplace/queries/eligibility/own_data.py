"""On which lists of buyers one person stands."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models.eligibility import ListingBuyer, OfferBuyer


def list_data(session: Session, person: Address) -> OwnData:
    """Of sales, and of offers that are still being written."""
    sales = select(ListingBuyer.listing_number).filter_by(account=person).order_by(ListingBuyer.listing_number)
    offers = select(OfferBuyer.offer_id).filter_by(account=person).order_by(OfferBuyer.offer_id)
    return {"sale_lists": plain_rows(session, sales) + plain_rows(session, offers)}
