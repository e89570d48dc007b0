"""Burns what nobody spent by its last day, so that the chain's supply says what is left. Anybody may send it: the
contract burns only what has expired. What shops took stays, and an unclaimed drop was never there."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date, day_number
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import RelayEntry, enqueue
from chain.outbox.entries import EntryStatus
from points.models import LotBalance

HOLDERS_AT_ONCE = 200  # 200 × 15,000 gas = 3 million
_LOT_IDS_A_DAY = 2**32  # a lot id is program ‖ expiry day
_WAITING = (EntryStatus.CONFIRMED, EntryStatus.FAILED)


class SweepExpired:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def sweep(self) -> int:
        """Send for the expired lots that people still hold; how many holders were named. While a sweep of a lot is
        under way, it is left alone."""
        today = day_number(business_date(self.clock.now()))
        with self.db.read() as session:
            lots = session.scalars(
                select(LotBalance.lot_id)
                .where(LotBalance.spendable > 0, LotBalance.lot_id % _LOT_IDS_A_DAY < today)
                .distinct()
                .order_by(LotBalance.lot_id)
            ).all()
        return sum(self._sweep(lot_id) for lot_id in lots)

    def _sweep(self, lot_id: int) -> int:
        subject = f"points.sweep:{lot_id}"
        with self.db.write() as session:
            if self._is_under_way(session, subject):
                return 0
            holders = list(
                session.scalars(
                    select(LotBalance.holder)
                    .where(LotBalance.lot_id == lot_id, LotBalance.spendable > 0)
                    .order_by(LotBalance.holder)
                    .limit(HOLDERS_AT_ONCE)
                )
            )
            self._enqueue(session, lot_id, subject, holders)
        return len(holders)

    def _enqueue(self, session: Session, lot_id: int, subject: str, holders: list[Address]) -> None:
        """The key counts the sweeps of the lot: a holder may be named again when a refund brought expired points."""
        before = len(session.scalars(select(RelayEntry.id).where(RelayEntry.subject == subject)).all())
        call = self.contracts.points.sweep_expired(lot_id, holders)
        enqueue(session, call, key=f"{subject}:{before}", subject=subject, now=self.clock.now())

    def _is_under_way(self, session: Session, subject: str) -> bool:
        waiting = select(RelayEntry.id).where(RelayEntry.subject == subject, RelayEntry.status.not_in(_WAITING))
        return session.scalar(waiting.limit(1)) is not None
