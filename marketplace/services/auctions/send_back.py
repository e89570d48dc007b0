"""Sends yen that the coin once refused to give back (a frozen account) to their owner, when the owner asks."""

from __future__ import annotations

from sqlalchemy import update

from chain.clock import Clock
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from marketplace.models.auctions import BidRefund
from marketplace.models.auctions.errors import NothingKept
from marketplace.queries.auctions.bids import kept_for


class SendBack:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def ask(self, account: Address) -> int:
        """Raises: NothingKept, also while the asking before is on its way."""
        now = self.clock.now()
        with self.db.write() as session:
            kept = kept_for(session, account)
            if not int(kept.amount) or kept.is_under_way:
                raise NothingKept()
            session.execute(update(BidRefund).where(BidRefund.account == account).values(is_under_way=False))
            refund = BidRefund(account=account, created_at=now)
            session.add(refund)
            session.flush()
            name = f"marketplace.bid_refund:{refund.id}"
            call = self.contracts.market.withdraw(account)
            enqueue(session, call, key=name, subject=name, now=now, principal=account)
            return refund.id
