"""Somebody enters a lottery, or takes the entry back while entries are open. One entry an account; it costs nothing."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from marketplace.models.lotteries import Lottery, LotteryEntry, LotteryState, lottery_state
from marketplace.models.lotteries.errors import LotteryNotOpen, LotteryUnknown


class EnterLottery:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def enter(self, number: int, account: Address) -> None:
        """A second time changes nothing. Raises: LotteryUnknown, LotteryNotOpen."""
        with self.db.write() as session:
            self._require_open(session, number)
            known = select(LotteryEntry.id).filter_by(lottery_number=number, account=account)
            if session.scalar(known) is None:
                session.add(LotteryEntry(lottery_number=number, account=account, created_at=self.clock.now()))

    def withdraw(self, number: int, account: Address) -> None:
        """Nothing happens without an entry. Raises: LotteryUnknown, LotteryNotOpen."""
        with self.db.write() as session:
            self._require_open(session, number)
            session.execute(delete(LotteryEntry).filter_by(lottery_number=number, account=account))

    def _require_open(self, session: Session, number: int) -> None:
        lottery = session.get(
            Lottery, number, with_for_update={"of": Lottery}
        )  # entries of one lottery come one by one
        if lottery is None:
            raise LotteryUnknown(number)
        state = lottery_state(lottery, self.clock.now())
        if state is not LotteryState.OPEN:
            raise LotteryNotOpen(number, "closed" if state is LotteryState.FIXING else str(state))
