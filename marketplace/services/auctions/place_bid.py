"""A fan bids (入札). One signature brings the yen into the market; the next bid sends them back by itself."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.acts import bid_act
from marketplace.errors import YenShort
from marketplace.models.auctions import AuctionBid, AuctionState, BidState, ChainBid
from marketplace.models.auctions.errors import AuctionNotOpen, BidExpired, BidRefused, BidTooLow, BidUnknown
from marketplace.queries.auctions.auctions import AuctionView, public_auction
from marketplace.queries.yen import balance_of
from marketplace.signing import ToSign

SIGN_WITHIN = timedelta(minutes=30)


class PlaceBid:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def check(self, number: int, bidder: Address, amount: Yen, *, raises_own: bool) -> AuctionView:
        """Whether this bid could be placed now; writes nothing.

        Raises: AuctionUnknown, AuctionNotOpen, BidTooLow, BidRefused, YenShort.
        """
        with self.db.read() as session:
            return _check(session, self.clock.now(), number, bidder, amount, raises_own=raises_own)

    def prepare(self, number: int, bidder: Address, amount: Yen, *, raises_own: bool = False) -> ToSign:
        """Keep the bid and say what the bidder signs. `raises_own`: the bidder knows that the highest bid is their own.

        Raises: as `check`.
        """
        now = self.clock.now()
        with self.db.write() as session:
            _check(session, now, number, bidder, amount, raises_own=raises_own)
            bid = AuctionBid(
                auction_number=number,
                bidder=bidder,
                amount=amount,
                salt=secrets.token_bytes(32),
                valid_before=unix(now + SIGN_WITHIN),
                state=BidState.AWAITING_SIGNATURE,
                created_at=now,
            )
            act = bid_act(bid)
            bid.bid_id = self.contracts.market.bid_id(act)
            session.add(bid)
            session.flush()
            return ToSign(str(bid.id), self.contracts.market.bid_message(act))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed bid to the chain. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and the contract does. A bid that reaches the chain too
        late or is overtaken on the way is refused there, and no yen move.
        Raises: BidUnknown, BidExpired, and as `check`.
        """
        now = self.clock.now()
        with self.db.write() as session:
            bid = session.get(AuctionBid, int(subject), with_for_update={"of": AuctionBid})
            if bid is None:
                raise BidUnknown(subject)
            if bid.signature is not None:
                return
            if unix(now) >= bid.valid_before:
                raise BidExpired(bid.id)
            _check(session, now, bid.auction_number, bid.bidder, bid.amount, raises_own=True)
            bid.signature, bid.state = signature, BidState.PENDING
            call = self.contracts.market.place_bid(bid_act(bid), signature)
            name = f"marketplace.bid:{bid.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=bid.bidder)


def _check(
    session: Session, now: datetime, number: int, bidder: Address, amount: Yen, *, raises_own: bool
) -> AuctionView:
    view = public_auction(session, number, now)
    if view.state is not AuctionState.OPEN:
        raise AuctionNotOpen(number, view.state)
    if amount < view.least:
        raise BidTooLow(view.least)
    if bidder == view.auction.officer or bidder in {share.payee for share in view.auction.typed_shares()}:
        raise BidRefused("seller")
    if _is_under_way(session, number, bidder):
        raise BidRefused("under_way")
    if view.highest is not None and view.highest.bidder == bidder and not raises_own:
        raise BidRefused("leads")
    available = balance_of(session, bidder)
    if int(amount) > int(available):
        raise YenShort(amount, available)
    return view


def _is_under_way(session: Session, number: int, bidder: Address) -> bool:
    counted = select(ChainBid.bid_id).where(ChainBid.auction_number == number, ChainBid.bidder == bidder)
    waiting = select(AuctionBid.id).where(
        AuctionBid.auction_number == number,
        AuctionBid.bidder == bidder,
        AuctionBid.state == BidState.PENDING,
        AuctionBid.bid_id.not_in(counted),
    )
    return session.scalar(waiting.limit(1)) is not None
