"""What was paid for tickets goes to its payees once a slot has begun (open tickets: once none can be given back)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.ticket_inventory import ticket_id
from chain.db import Database
from chain.outbox import enqueue
from marketplace.models.tickets.facts import ChainFare, ChainSlot, SlotCancelled, TakingsPaid, TicketSales
from marketplace.models.tickets.payouts import TicketPayout
from marketplace.ports import BlockMaker
from marketplace.services.chain_moment import chain_moment

_ONE_PASS = 50
_FIRST_RETRY = timedelta(minutes=10)
_RETRY_GROWTH, _LONGEST_RETRY = 4, timedelta(days=1)


class PayTakings:
    """A job; anybody may ask the contract for it, so it needs no signature. Each id is paid out once: what is booked of
    a dated slot after its start, nothing, and an open one ends."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, make_block: BlockMaker) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.make_block = make_block

    def pay_due(self) -> int:
        """Returns: for how many ids a payout was sent."""
        now = self.clock.now()
        with self.db.read() as session:
            if not _due(session, now):
                return 0
            moment = chain_moment(session, now)
            is_reached = bool(_due(session, moment))
        if not is_reached:
            self.make_block()
            return 0
        with self.db.write() as session:
            due = _due(session, moment)
            for token_id in due:
                self._send(session, token_id, now)
            return len(due)

    def ask_again(self, token_id: int) -> None:
        """An officer does not wait for the next try: the job sends it at its next turn. What was not refused is left
        alone."""
        with self.db.write() as session:
            payout = session.get(TicketPayout, token_id, with_for_update=True)
            if payout is not None and payout.error_name:
                payout.retry_at = self.clock.now()

    def _send(self, session: Session, token_id: int, now: datetime) -> None:
        payout = session.get(TicketPayout, token_id) or TicketPayout(token_id=token_id, attempts=0)
        payout.attempts, payout.error_name, payout.created_at = payout.attempts + 1, "", now
        payout.retry_at = now + retry_delay(payout.attempts)
        session.add(payout)
        name = f"marketplace.ticket_takings:{token_id}"
        call = self.contracts.tickets.pay_takings(token_id)
        enqueue(session, call, key=f"{name}:{payout.attempts}", subject=name, now=now)


def retry_delay(attempts: int) -> timedelta:
    """From one try to the next: ten minutes, then four times as long each time, at most a day."""
    return min(_FIRST_RETRY * int(_RETRY_GROWTH ** min(attempts - 1, 8)), _LONGEST_RETRY)


def _due(session: Session, now: datetime) -> list[int]:
    begun = or_(
        and_(ChainSlot.starts_at > 0, ChainSlot.starts_at <= unix(now)),
        and_(ChainSlot.starts_at == 0, ChainSlot.ends_at <= unix(now)),
    )
    of_fare = and_(ChainSlot.service_number == ChainFare.service_number, ChainSlot.slot == TicketSales.slot)
    token_id = TicketSales.fare_number * 2**32 + TicketSales.slot
    is_waiting = or_(TicketPayout.error_name == "", TicketPayout.retry_at > now)
    found = (
        select(TicketSales.fare_number, TicketSales.slot)
        .join(ChainFare, ChainFare.number == TicketSales.fare_number)
        .join(ChainSlot, of_fare)
        .where(begun, ChainFare.program_id == 0, TicketSales.booked > TicketSales.returned)
        .where(~select(TicketPayout.token_id).where(TicketPayout.token_id == token_id, is_waiting).exists())
        .where(~select(TakingsPaid.token_id).where(TakingsPaid.token_id == token_id).exists())
        .where(
            ~select(SlotCancelled.slot)
            .where(SlotCancelled.service_number == ChainSlot.service_number, SlotCancelled.slot == ChainSlot.slot)
            .exists()
        )
        .order_by(TicketSales.fare_number, TicketSales.slot)
        .limit(_ONE_PASS)
    )
    return [ticket_id(fare, slot) for fare, slot in session.execute(found)]
