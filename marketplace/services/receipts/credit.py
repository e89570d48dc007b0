"""Which receipt a refund of tickets belongs to, and the line of its credit note (適格返還請求書).

Given back by who bought them. Tickets that somebody else gave back were a gift: the seller's report shows the refund,
and no credit note names the giver, who got no money.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.models.receipts import Receipt
from marketplace.models.receipts.receipts import ReceiptLine
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.facts import BookedTickets, ChainSlot, TicketsReturned
from marketplace.services.receipts.sold import booking_line, booking_subject, seller_of_service

_SLOT_BITS = 32


def credit_of(session: Session, subject: str) -> tuple[Receipt, ReceiptLine] | None:
    """None when the holder has no receipt for such tickets."""
    block, log, part = (int(number) for number in subject.partition(":")[2].split("-"))
    returned = session.get_one(TicketsReturned, (block, log, part))
    fare, slot = returned.token_id >> _SLOT_BITS, returned.token_id & (2**_SLOT_BITS - 1)
    booked = (
        select(TicketBooking)
        .join(BookedTickets, BookedTickets.booking_id == TicketBooking.booking_id)
        .where(BookedTickets.fare_number == fare, BookedTickets.slot == slot, TicketBooking.buyer == returned.holder)
        .order_by(TicketBooking.id.desc())
    )
    for booking in session.scalars(booked).unique():
        receipt = _receipt_of(session, booking)
        if receipt is not None:
            place = select(ChainSlot).filter_by(service_number=booking.service_number, slot=slot)
            line = booking_line(session, booking, session.scalars(place).all(), fare, returned.quantity)
            return receipt, replace(line, amount=int(returned.refund))
    return None


def _receipt_of(session: Session, booking: TicketBooking) -> Receipt | None:
    found = select(Receipt).where(Receipt.subject == booking_subject(booking), Receipt.original_id.is_(None))
    found = found.where(Receipt.issuer == seller_of_service(booking.service))
    return session.scalar(found)
