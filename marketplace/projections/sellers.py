"""Suspended sellers, from the registry of shops. Their things leave the shelves of the catalogue, and come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.indexer.facts import Fact, FactProjector, Row, Touched, on
from chain.indexer.projector import LogRecord
from marketplace.models.selling.offers import Offer
from marketplace.models.selling.suspensions import SellerSuspension, suspended_of
from marketplace.services.catalogue.of_listing import listing_subject
from marketplace.services.catalogue.put_entry import set_open


class SellerProjector(FactProjector):
    name = "marketplace.sellers"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {SellerSuspension: ("merchant_id",)}

    @on("MerchantRegistry", "MerchantSuspended")
    def suspended(self, log: LogRecord) -> Iterable[Row]:
        yield SellerSuspension, {"merchant_id": log.args["merchantId"], "is_suspended": log.args["suspended"]}

    def derive(self, session: Session, touched: Touched) -> None:
        merchants = {key[0] for key in touched.get(SellerSuspension, ())}
        suspended = suspended_of(session, merchants)
        found = select(Offer).where(Offer.merchant_id.in_(merchants), Offer.listing_number.is_not(None))
        for offer in session.scalars(found):
            assert offer.listing_number is not None
            set_open(session, listing_subject(offer.listing_number), offer.merchant_id not in suspended)
