"""Which receipt a refund of tickets belongs to, and the line of its credit note (適格返還請求書).

Given back by who bought them. Tickets that somebody else gave back were a gift: the seller's report shows the refund,
and no credit note names the giver, who got no money.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.contracts.ticket_inventory import split_ticket_id
from marketplace.models.receipts import Receipt
from marketplace.models.receipts.receipts import ReceiptLine
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.facts import BookedTickets, ChainSlot, TicketsReturned
from marketplace.models.tickets.points_returns import PointsReturn
from marketplace.services.receipts.sold import booking_line, booking_subject, seller_of_service

Credits = list[tuple[Receipt, ReceiptLine]]


def credits_of(session: Session, subject: str) -> Credits | None:
    """Empty when there is no receipt for such tickets; None while it is not known whose points go back."""
    block, log, part = (int(number) for number in subject.partition(":")[2].split("-"))
    returned = session.get_one(TicketsReturned, (block, log, part))
    return _of_points(session, returned) if returned.program_id else _of_yen(session, returned)


def _of_points(session: Session, returned: TicketsReturned) -> Credits | None:
    """They go back to who paid, booking by booking, whoever held the tickets."""
    found = select(PointsReturn).filter_by(tx_hash=returned.tx_hash, log_index=returned.log_index)
    parts = session.scalars(found.order_by(PointsReturn.id)).all()
    notes = []
    for one in parts:
        booking = session.get_one(TicketBooking, one.booking_id)
        receipt = _receipt_of(session, booking)
        if receipt is not None and one.amount:
            notes.append((receipt, _line(session, booking, returned.token_id, int(one.quantity), int(one.amount))))
    return notes if parts else None


def _of_yen(session: Session, returned: TicketsReturned) -> Credits:
    fare, slot = split_ticket_id(returned.token_id)
    booked = (
        select(TicketBooking)
        .join(BookedTickets, BookedTickets.booking_id == TicketBooking.booking_id)
        .where(BookedTickets.fare_number == fare, BookedTickets.slot == slot, TicketBooking.buyer == returned.holder)
        .order_by(TicketBooking.id.desc())
    )
    for booking in session.scalars(booked).unique():
        receipt = _receipt_of(session, booking)
        if receipt is not None:
            line = _line(session, booking, returned.token_id, int(returned.quantity), int(returned.refund))
            return [(receipt, line)]
    return []


def _line(session: Session, booking: TicketBooking, token_id: int, quantity: int, amount: int) -> ReceiptLine:
    fare, slot = split_ticket_id(token_id)
    place = select(ChainSlot).filter_by(service_number=booking.service_number, slot=slot)
    line = booking_line(session, booking, session.scalars(place).all(), fare, quantity)
    return replace(line, amount=amount)


def _receipt_of(session: Session, booking: TicketBooking) -> Receipt | None:
    found = select(Receipt).where(Receipt.subject == booking_subject(booking), Receipt.original_id.is_(None))
    found = found.where(Receipt.issuer == seller_of_service(booking.service))
    return session.scalar(found)
