"""Settles auctions whose time is over: mints to the winner and divides the bid, or ends them unsold. Anybody may call
the contract for it; here a periodic job does."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.outbox import enqueue
from marketplace.models import PublishState
from marketplace.models.auctions import Auction, AuctionCancelled, AuctionSettled, AuctionState, AuctionUnsold
from marketplace.ports import BlockMaker
from marketplace.queries.auctions.auctions import views_of
from marketplace.services.chain_moment import chain_moment

_MOST_DOUBLINGS = 12


class SettleAuctions:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, make_block: BlockMaker) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.make_block = make_block

    def settle_due(self) -> int:
        """Returns: how many settlements were sent. One that was refused is sent again after a while."""
        now = self.clock.now()
        over = (select(one.number) for one in (AuctionSettled, AuctionUnsold, AuctionCancelled))
        due = select(Auction.number).where(
            Auction.state == PublishState.PENDING,
            Auction.closes_at <= now,
            Auction.has_settlement_under_way.is_(False),
            *(Auction.number.not_in(numbers) for numbers in over),
        )
        with self.db.read() as session:
            numbers = session.scalars(due.order_by(Auction.closes_at)).all()
        return sum(self._settle(number, now) for number in numbers)

    def _settle(self, number: int, now: datetime) -> bool:
        with self.db.write() as session:
            auction = session.get_one(Auction, number, with_for_update={"of": Auction})
            view = views_of(session, [auction], now)[0]
            is_due = view.state is AuctionState.CLOSED and now >= view.closes_at + wait_before(auction.settle_attempts)
            if auction.has_settlement_under_way or not is_due:
                return False
            if chain_moment(session, now) < view.closes_at:
                self.make_block()
                return False
            auction.has_settlement_under_way = True
            auction.settle_attempts += 1
            name = f"marketplace.settlement:{number}"
            call = self.contracts.market.settle_auction(number)
            enqueue(session, call, key=f"{name}:{auction.settle_attempts}", subject=name, now=now)
        return True


def wait_before(attempts: int) -> timedelta:
    """How long after the end a settlement refused `attempts` times is sent again: the chain's clock may be behind."""
    return timedelta(seconds=2 ** min(attempts, _MOST_DOUBLINGS) - 1)
