"""Bids as their bidder sees them, and yen that wait to be sent back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.ids import Address
from chain.indexer.finality import finalized_block
from chain.units import Yen
from marketplace.models.auctions import AuctionBid, BidRefund, BidReturned, BidState, BidWithdrawn, ChainBid
from marketplace.models.auctions.errors import BidUnknown
from marketplace.queries.auctions.auctions import AuctionView, views_of

_LONGEST_LIST = 100


@dataclass(frozen=True, slots=True)
class BidView:
    """`is_held`: the coin refused to take the yen back at once; they wait for their owner."""

    bid: AuctionBid
    auction: AuctionView
    state: BidState
    is_held: bool
    is_final: bool
    tx_hash: bytes | None

    @property
    def is_under_way(self) -> bool:
        return self.state is BidState.PENDING


@dataclass(frozen=True, slots=True)
class Kept:
    """Yen of an account that wait in the market. `refund`: the newest asking to send them."""

    amount: Yen
    refund: BidRefund | None

    @property
    def is_under_way(self) -> bool:
        return self.refund is not None and self.refund.is_under_way


def bid_view(session: Session, bid_id: int, bidder: Address, now: datetime) -> BidView:
    """Raises: BidUnknown, also for anybody else's."""
    bid = session.get(AuctionBid, bid_id)
    if bid is None or bid.bidder != bidder:
        raise BidUnknown(bid_id)
    return _views(session, [bid], now)[0]


def own_bids(session: Session, bidder: Address, now: datetime, auction: int | None = None) -> list[BidView]:
    """The newest first; those never signed are left out."""
    found = select(AuctionBid).where(AuctionBid.bidder == bidder, AuctionBid.state != BidState.AWAITING_SIGNATURE)
    if auction is not None:
        found = found.where(AuctionBid.auction_number == auction)
    bids = session.scalars(found.order_by(AuctionBid.id.desc()).limit(_LONGEST_LIST)).all()
    return _views(session, list(bids), now)


def kept_for(session: Session, account: Address) -> Kept:
    held = select(func.sum(BidReturned.amount)).where(BidReturned.bidder == account, BidReturned.is_held)
    sent = select(func.sum(BidWithdrawn.amount)).where(BidWithdrawn.account == account)
    amount = int(session.scalar(held) or 0) - int(session.scalar(sent) or 0)
    newest = select(BidRefund).where(BidRefund.account == account).order_by(BidRefund.id.desc()).limit(1)
    return Kept(Yen(max(0, amount)), session.scalar(newest))


def _views(session: Session, bids: list[AuctionBid], now: datetime) -> list[BidView]:
    auctions = {bid.auction_number: bid.auction for bid in bids}
    views = {view.number: view for view in views_of(session, list(auctions.values()), now)}
    counted = select(ChainBid).where(ChainBid.bid_id.in_([bid.bid_id for bid in bids]))
    on_chain = {one.bid_id: one for one in session.scalars(counted)}
    returned = select(BidReturned).where(BidReturned.auction_number.in_(auctions))
    back = {(one.auction_number, int(one.amount)): one for one in session.scalars(returned)}
    final = finalized_block(session)
    found = []
    for bid in bids:
        fact, gone = on_chain.get(bid.bid_id), back.get((bid.auction_number, int(bid.amount)))
        view = views[bid.auction_number]
        found.append(
            BidView(
                bid=bid,
                auction=view,
                state=_state(bid, fact, gone if fact else None, view, now),
                is_held=fact is not None and gone is not None and gone.is_held,
                is_final=fact is not None and fact.block_number <= final,
                tx_hash=fact.tx_hash if fact else None,
            )
        )
    return found


def _state(
    bid: AuctionBid, fact: ChainBid | None, back: BidReturned | None, auction: AuctionView, now: datetime
) -> BidState:
    if fact is None:
        if bid.state == BidState.AWAITING_SIGNATURE and unix(now) >= bid.valid_before:
            return BidState.EXPIRED
        return BidState(bid.state)
    is_highest = auction.highest is not None and auction.highest.bid_id == bid.bid_id
    if not is_highest:
        return BidState.OUTBID
    if back is not None:
        return BidState.RETURNED
    return BidState.WON if auction.settled is not None else BidState.LEADING
