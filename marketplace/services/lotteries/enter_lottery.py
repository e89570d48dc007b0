"""Somebody enters a lottery, or takes the entry back while entries are open. One entry an account, or a person where
the lottery counts persons; it costs nothing."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from marketplace.models.lotteries import Lottery, LotteryEntry, LotteryState, lottery_state
from marketplace.models.lotteries.errors import LotteryNotOpen, LotteryUnknown
from marketplace.services.eligibility.check_eligibility import CheckEligibility


class EnterLottery:
    def __init__(self, db: Database, clock: Clock, eligible: CheckEligibility) -> None:
        self.db = db
        self.clock = clock
        self.eligible = eligible

    def enter(self, number: int, account: Address) -> None:
        """A second time changes nothing. Raises: LotteryUnknown, LotteryNotOpen, NotEligible."""
        person = self._require_eligible(number, account)
        with self.db.write() as session:
            self._require_open(session, number)
            found = select(LotteryEntry).filter_by(lottery_number=number)
            if session.scalar(found.filter_by(account=account)) is not None:
                return
            if person is not None and session.scalar(found.filter_by(person=person)) is not None:
                raise LotteryNotOpen(number, "entered_already")
            entry = LotteryEntry(lottery_number=number, account=account, person=person, created_at=self.clock.now())
            session.add(entry)

    def withdraw(self, number: int, account: Address) -> None:
        """Nothing happens without an entry. Raises: LotteryUnknown, LotteryNotOpen."""
        with self.db.write() as session:
            self._require_open(session, number)
            session.execute(delete(LotteryEntry).filter_by(lottery_number=number, account=account))

    def _require_eligible(self, number: int, account: Address) -> bytes | None:
        """The number of the person where the lottery counts persons. The registry is asked outside the transaction."""
        with self.db.read() as session:
            lottery = session.get(Lottery, number)
            if lottery is None:
                raise LotteryUnknown(number)
            eligibility, town = lottery.typed_eligibility(), lottery.collection.municipality
        self.eligible.require(eligibility, town, account)
        return self.eligible.persons.person_of(account) if eligibility.per_person else None

    def _require_open(self, session: Session, number: int) -> None:
        lottery = session.get(
            Lottery, number, with_for_update={"of": Lottery}
        )  # entries of one lottery come one by one
        if lottery is None:
            raise LotteryUnknown(number)
        state = lottery_state(lottery, self.clock.now())
        if state is not LotteryState.OPEN:
            raise LotteryNotOpen(number, "closed" if state is LotteryState.FIXING else str(state))
