"""Sends what the coin once refused to give back to a supporter (a frozen account), when the supporter asks."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from marketplace.errors import NothingOwed
from marketplace.queries.projects.supporters import owed_to


class WithdrawReturned:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def ask(self, account: Address) -> None:
        """At most once a minute reaches the chain. Raises: NothingOwed."""
        now = self.clock.now()
        with self.db.write() as session:
            if not int(owed_to(session, account)):
                raise NothingOwed(account)
            name = f"marketplace.pledge_refund:{account}"
            call = self.contracts.crowdfund.withdraw(account)
            enqueue(session, call, key=f"{name}:{unix(now) // 60}", subject=name, now=now, principal=account)
