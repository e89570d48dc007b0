"""Collections, listings and sales from the Market's logs. Nothing is derived: whether a listing is sold out or an order
confirmed is asked of these facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from marketplace.models import ChainCollection, ChainListing, ListingCancelled, Sale, SharePaid


class MarketProjector(FactProjector):
    name = "marketplace.market"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        ChainCollection: (),
        ChainListing: (),
        ListingCancelled: (),
        Sale: (),
        SharePaid: (),
    }

    @on("Market", "CollectionCreated")
    def created(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainCollection,
            {
                "address": args["collection"],
                "number": args["collectionId"],
                "municipality": args["municipality"],
                "block_time": log.block_time,
            },
        )

    @on("Market", "ListingOpened")
    def opened(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainListing,
            {
                "number": args["listingId"],
                "collection": args["collection"],
                "price": args["price"],
                "supply": args["supply"],
                "per_buyer": args["perBuyer"],
                "opens_at": args["opensAt"],
                "closes_at": args["closesAt"],
                "block_time": log.block_time,
            },
        )

    @on("Market", "ListingCancelled")
    def cancelled(self, log: LogRecord) -> Iterable[Row]:
        yield ListingCancelled, {"number": log.args["listingId"]}

    @on("Market", "Sold")
    def sold(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            Sale,
            {
                "purchase_id": args["purchaseId"],
                "listing_number": args["listingId"],
                "buyer": args["buyer"],
                "recipient": args["recipient"],
                "quantity": args["quantity"],
                "total": args["total"],
                "first_token_id": args["firstTokenId"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("Market", "SharePaid")
    def share_paid(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield SharePaid, {"purchase_id": args["saleId"], "payee": args["payee"], "amount": args["amount"]}
