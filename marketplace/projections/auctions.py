"""Auctions, bids and what became of them, from the Market's logs; the first winner, from the collection's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from marketplace.models.auctions import (
    AuctionCancelled,
    AuctionSettled,
    AuctionUnsold,
    BidReturned,
    BidWithdrawn,
    ChainAuction,
    ChainBid,
    TokenWinner,
)
from marketplace.projections.counting import Counted, count

_COUNTED: dict[type[Fact], dict[str, int]] = {
    ChainAuction: {"opened": 1},
    AuctionCancelled: {"closed": 1},
    AuctionSettled: {"sold": 1, "closed": 1},
    AuctionUnsold: {"closed": 1},
}


class AuctionProjector(FactProjector):
    name = "marketplace.auctions"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        ChainAuction: (),
        AuctionCancelled: (),
        ChainBid: (),
        BidReturned: (),
        BidWithdrawn: (),
        AuctionSettled: (),
        AuctionUnsold: (),
        TokenWinner: (),
    }

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        """What the catalogue counts."""
        counted = _COUNTED.get(table)
        if counted:
            count(session, [Counted(f"auction:{row['number']}", **counted) for row in rows], sign)

    @on("Market", "AuctionOpened")
    def opened(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainAuction,
            {
                "number": args["auctionId"],
                "collection": args["collection"],
                "reserve": args["reserve"],
                "increment": args["increment"],
                "opens_at": args["opensAt"],
                "closes_at": args["closesAt"],
                "extension": args["extension"],
                "block_time": log.block_time,
            },
        )

    @on("Market", "AuctionCancelled")
    def cancelled(self, log: LogRecord) -> Iterable[Row]:
        yield AuctionCancelled, {"number": log.args["auctionId"]}

    @on("Market", "BidPlaced")
    def placed(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainBid,
            {
                "bid_id": args["bidId"],
                "auction_number": args["auctionId"],
                "bidder": args["bidder"],
                "amount": args["amount"],
                "closes_at": args["closesAt"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("Market", "BidReturned")
    def returned(self, log: LogRecord) -> Iterable[Row]:
        yield _returned(log, is_held=False)

    @on("Market", "BidHeld")
    def held(self, log: LogRecord) -> Iterable[Row]:
        yield _returned(log, is_held=True)

    @on("Market", "Withdrawn")
    def withdrawn(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield BidWithdrawn, {"account": args["account"], "amount": args["amount"], "block_time": log.block_time}

    @on("Market", "AuctionSettled")
    def settled(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            AuctionSettled,
            {
                "number": args["auctionId"],
                "winner": args["winner"],
                "amount": args["amount"],
                "collection": args["collection"],
                "token_id": args["tokenId"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )

    @on("Market", "AuctionEndedUnsold")
    def unsold(self, log: LogRecord) -> Iterable[Row]:
        yield AuctionUnsold, {"number": log.args["auctionId"], "block_time": log.block_time}

    @on("Collection", "WinnerRecorded")
    def recorded(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield TokenWinner, {"collection": log.address, "token_id": args["tokenId"], "winner": args["winner"]}


def _returned(log: LogRecord, *, is_held: bool) -> Row:
    args = log.args
    return (
        BidReturned,
        {
            "auction_number": args["auctionId"],
            "bidder": args["bidder"],
            "amount": args["amount"],
            "is_held": is_held,
            "block_time": log.block_time,
        },
    )
