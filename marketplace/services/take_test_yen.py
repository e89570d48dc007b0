"""The test faucet: yen token without value, to try the marketplace with. Closed in production."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_number
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.errors import FaucetClosed
from marketplace.models import FaucetRequest

AMOUNT = Yen(50_000)
MOST_A_DAY = 3


class TakeTestYen:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, *, is_open: bool) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.is_open = is_open

    def take(self, account: Address) -> int:
        """Ask for AMOUNT; the id of the request.

        Raises: FaucetClosed (closed, daily_limit).
        """
        if not self.is_open:
            raise FaucetClosed("closed")
        now = self.clock.now()
        with self.db.write() as session:
            if self._taken_today(session, account) >= MOST_A_DAY:
                raise FaucetClosed("daily_limit", MOST_A_DAY)
            request = FaucetRequest(account=account, amount=AMOUNT, day=day_number(business_date(now)), created_at=now)
            session.add(request)
            session.flush()
            name = f"marketplace.faucet:{request.id}"
            call = self.contracts.yen.faucet_mint(account, AMOUNT)
            enqueue(session, call, key=name, subject=name, now=now, principal=account)
            return request.id

    def left_today(self, account: Address) -> int:
        with self.db.read() as session:
            return max(0, MOST_A_DAY - self._taken_today(session, account)) if self.is_open else 0

    def _taken_today(self, session: Session, account: Address) -> int:
        today = day_number(business_date(self.clock.now()))
        count = select(func.count()).select_from(FaucetRequest).filter_by(account=account, day=today, error_name="")
        return session.scalar(count) or 0
