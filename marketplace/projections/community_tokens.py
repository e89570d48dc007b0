"""Offerings of community tokens and purchases from the TokenSale's logs. Facts only; nothing is derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from marketplace.models.community_tokens import ChainOffering, OfferingClosed, OfferingSharePaid, TokensBought


class CommunityTokenProjector(FactProjector):
    name = "marketplace.community_tokens"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        ChainOffering: (),
        OfferingClosed: (),
        TokensBought: (),
        OfferingSharePaid: (),
    }

    @on("TokenSale", "OfferingOpened")
    def opened(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainOffering,
            {
                "number": args["offeringId"],
                "municipality": args["municipality"],
                "token": args["token"],
                "price": args["price"],
                "cap": args["cap"],
                "per_account": args["perAccount"],
                "opens_at": args["opensAt"],
                "closes_at": args["closesAt"],
                "block_time": log.block_time,
            },
        )

    @on("TokenSale", "OfferingClosed")
    def closed(self, log: LogRecord) -> Iterable[Row]:
        yield OfferingClosed, {"number": log.args["offeringId"], "block_time": log.block_time}

    @on("TokenSale", "TokensBought")
    def bought(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            TokensBought,
            {
                "purchase_id": args["purchaseId"],
                "number": args["offeringId"],
                "buyer": args["buyer"],
                "quantity": args["quantity"],
                "total": args["total"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("TokenSale", "SharePaid")
    def share_paid(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            OfferingSharePaid,
            {
                "purchase_id": args["saleId"],
                "payee": args["payee"],
                "amount": args["amount"],
                "tx_hash": log.tx_hash,
            },
        )
