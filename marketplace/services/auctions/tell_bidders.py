"""Tells bidders, by an event for the notices, what became of their bids: once each, when no reorg can take it back."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.events import record
from chain.indexer.finality import finalized_block
from marketplace.events import BidDecided
from marketplace.models.auctions import AuctionBid, AuctionSettled, AuctionUnsold, BidState, ChainBid
from marketplace.queries.auctions.bids import BidView, bid_view

_DECIDED = (BidState.OUTBID, BidState.WON, BidState.RETURNED)
_MOST_AT_ONCE = 200


class TellBidders:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def tell(self) -> int:
        """Returns: how many were told."""
        now = self.clock.now()
        with self.db.write() as session:
            final = finalized_block(session)
            higher = select(ChainBid.auction_number, ChainBid.amount).where(ChainBid.block_number <= final).subquery()
            settled = select(AuctionSettled.number).where(AuctionSettled.block_number <= final)
            unsold = select(AuctionUnsold.number).where(AuctionUnsold.block_number <= final)
            overtaken = select(higher.c.amount).where(
                higher.c.auction_number == AuctionBid.auction_number, higher.c.amount > AuctionBid.amount
            )
            found = (
                select(AuctionBid.id, AuctionBid.bidder)
                .join(ChainBid, ChainBid.bid_id == AuctionBid.bid_id)
                .where(AuctionBid.was_told.is_(False), ChainBid.block_number <= final)
                .where(
                    overtaken.exists() | AuctionBid.auction_number.in_(settled) | AuctionBid.auction_number.in_(unsold)
                )
            )
            views = [
                bid_view(session, row.id, row.bidder, now)
                for row in session.execute(found.order_by(AuctionBid.id).limit(_MOST_AT_ONCE))
            ]
            decided = [view for view in views if view.state in _DECIDED]
            for view in decided:
                view.bid.was_told = True
                record(session, _event(view), now)
            return len(decided)


def _event(view: BidView) -> BidDecided:
    collection = view.auction.collection
    return BidDecided(
        bid=view.bid.id,
        auction=view.auction.number,
        account=view.bid.bidder,
        outcome=view.state,
        amount=int(view.bid.amount),
        is_held=view.is_held,
        name_ja=collection.name_ja,
        name_en=collection.name_en,
    )
