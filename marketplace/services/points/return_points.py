"""Tickets that were paid in points and given back: the shop gives back what the rules return, out of the payments they
were booked with."""

from __future__ import annotations

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.contracts.ticket_inventory import split_ticket_id
from chain.db import Database
from chain.indexer.finality import finalized_block
from chain.units import Points
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.facts import BookedTickets, TicketsReturned
from marketplace.models.tickets.points_returns import PointsReturn
from marketplace.ports import PointsTill

_ONE_PASS = 50


class ReturnPoints:
    """A job. A return counts once no reorg can take it back, so that no shop gives points for tickets still held."""

    def __init__(self, db: Database, clock: Clock, till: PointsTill) -> None:
        self.db = db
        self.clock = clock
        self.till = till

    def return_due(self) -> int:
        """How many were given back. What the shop cannot give back now, or the chain refused, is tried again."""
        self._write_down()
        waiting = (
            select(PointsReturn, TicketBooking.points_payment)
            .join(TicketBooking, TicketBooking.id == PointsReturn.booking_id)
            .where(PointsReturn.done_at.is_(None), PointsReturn.amount > 0)
            .order_by(PointsReturn.id)
            .limit(_ONE_PASS)
        )
        with self.db.read() as session:
            due = session.execute(waiting).all()
        return sum(self._give_back(row, payment) for row, payment in due if payment is not None)

    def _give_back(self, row: PointsReturn, payment: int) -> bool:
        if not self.till.give_back(payment, row.amount, f"ticket-return-{row.id}"):
            return False
        with self.db.write() as session:
            session.get_one(PointsReturn, row.id, with_for_update=True).done_at = self.clock.now()
        return True

    def _write_down(self) -> None:
        """Which booking each return comes out of."""
        with self.db.write() as session:
            for fact in _fresh(session):
                self._spread(session, fact)

    def _spread(self, session: Session, fact: TicketsReturned) -> None:
        each, left = int(fact.refund) // int(fact.quantity), int(fact.quantity)
        for booking, unreturned in _payers(session, fact):
            part = min(left, unreturned)
            left -= part
            session.add(
                PointsReturn(
                    tx_hash=fact.tx_hash,
                    log_index=fact.log_index,
                    token_id=fact.token_id,
                    booking_id=booking.id,
                    quantity=part,
                    amount=Points(each * part),
                    created_at=self.clock.now(),
                )
            )
            if not left:
                break
        session.flush()


def _fresh(session: Session) -> list[TicketsReturned]:
    """Final returns of points that are not written down yet, and whose tickets were booked through this
    installation: another one knows its own payments."""
    token_id = BookedTickets.fare_number * 2**32 + BookedTickets.slot
    booked_here = (
        select(TicketBooking.id)
        .join(BookedTickets, BookedTickets.booking_id == TicketBooking.booking_id)
        .where(token_id == TicketsReturned.token_id, TicketBooking.points_payment.is_not(None))
    )
    known = select(PointsReturn.id).where(
        PointsReturn.tx_hash == TicketsReturned.tx_hash, PointsReturn.log_index == TicketsReturned.log_index
    )
    found = select(TicketsReturned).where(
        TicketsReturned.program_id > 0,
        TicketsReturned.refund > 0,
        TicketsReturned.block_number <= finalized_block(session),
        booked_here.exists(),
        ~known.exists(),
    )
    ordered = found.order_by(TicketsReturned.block_number, TicketsReturned.log_index)
    return list(session.scalars(ordered.limit(_ONE_PASS)))


def _payers(session: Session, fact: TicketsReturned) -> list[tuple[TicketBooking, int]]:
    """Bookings of these tickets paid in points, with how many of each have not come back; the holder's own first."""
    fare, slot = split_ticket_id(fact.token_id)
    same = and_(BookedTickets.booking_id == TicketBooking.booking_id, BookedTickets.fare_number == fare)
    returned = (
        select(func.coalesce(func.sum(PointsReturn.quantity), 0))
        .where(PointsReturn.booking_id == TicketBooking.id, PointsReturn.token_id == fact.token_id)
        .scalar_subquery()
    )
    found = session.execute(
        select(TicketBooking, BookedTickets.quantity, returned)
        .join(BookedTickets, and_(same, BookedTickets.slot == slot))
        .where(TicketBooking.points_payment.is_not(None))
        .order_by(TicketBooking.id)
    )
    left = [(booking, int(quantity) - int(back)) for booking, quantity, back in found if int(quantity) > int(back)]
    return sorted(left, key=lambda one: one[0].recipient != fact.holder)
