"""Collections, listings and sales from the Market's logs. Beside them the catalogue is told what was opened, sold and
cancelled; whether an order is confirmed is asked of these facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from marketplace.models import ChainCollection, ChainListing, ListingCancelled, Sale, SharePaid
from marketplace.models.eligibility import ChainRestriction
from marketplace.models.lotteries import ChainLottery, ChainLotteryCancelled
from marketplace.models.points_prices import ChainPointsPrice
from marketplace.projections.counting import Counted, count

_MOST = 2**63 - 1  # what no database column holds is beyond all points there are


class MarketProjector(FactProjector):
    name = "marketplace.market"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        ChainCollection: (),
        ChainListing: (),
        ListingCancelled: (),
        Sale: (),
        SharePaid: (),
        ChainLottery: (),
        ChainPointsPrice: (),
        ChainLotteryCancelled: (),
        ChainRestriction: (),
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

    @on("Market", "ListingRestricted")
    def restricted(self, log: LogRecord) -> Iterable[Row]:
        verified, residents, outside_area, holding, per_person, root = log.args["restriction"]
        yield (
            ChainRestriction,
            {
                "number": log.args["listingId"],
                "verified": verified,
                "residents": residents,
                "outside_area": outside_area,
                "holding": holding,
                "per_person": per_person,
                "winners_root": root,
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
                "payment_id": None,
                "first_token_id": args["firstTokenId"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("PointsMarket", "SoldForPoints")
    def sold_for_points(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            Sale,
            {
                "purchase_id": args["purchaseId"],
                "listing_number": args["listingId"],
                "buyer": args["buyer"],
                "recipient": args["recipient"],
                "quantity": args["quantity"],
                "total": args["points"],
                "payment_id": args["paymentId"],
                "first_token_id": args["firstTokenId"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("PointsMarket", "PointsPriceSet")
    def points_price_set(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainPointsPrice,
            {
                "listing_number": args["listingId"],
                "program_id": args["programId"],
                "merchant_id": min(args["merchantId"], _MOST),
                "price": min(args["price"], _MOST),
            },
        )

    @on("Market", "LotteryFixed")
    def lottery_fixed(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainLottery,
            {"number": args["lotteryId"], "entries_root": args["entriesRoot"], "entries": args["entries"]},
        )

    @on("Market", "LotteryCancelled")
    def lottery_cancelled(self, log: LogRecord) -> Iterable[Row]:
        yield ChainLotteryCancelled, {"number": log.args["lotteryId"]}

    @on("Market", "SharePaid")
    def share_paid(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield SharePaid, {"purchase_id": args["saleId"], "payee": args["payee"], "amount": args["amount"]}

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        if table is ChainListing:
            count(session, [Counted(f"listing:{row['number']}", opened=1) for row in rows], sign)
        elif table is Sale:
            sold = [Counted(f"listing:{row['listing_number']}", sold=int(row["quantity"])) for row in rows]
            count(session, sold, sign)
        elif table is ListingCancelled:
            count(session, [Counted(f"listing:{row['number']}", closed=1) for row in rows], sign)
