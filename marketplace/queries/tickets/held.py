"""Seats that are spoken for and not booked yet: in checkouts that hold them, and in bookings under way to the chain.

Time alone releases what is held; no job has to run for the count to be right. The contract has the last word.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from chain.clock import unix
from marketplace.models import Checkout, OrderState
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.facts import ChainBooking
from marketplace.models.tickets.services import TicketFare
from marketplace.queries.checkout.held import is_held


def seats_held(session: Session, service: int, now: datetime, *, beside: int | None = None) -> dict[int, int]:
    """By slot. `beside`: a checkout that is left out."""
    booked = select(ChainBooking.booking_id).where(ChainBooking.booking_id == TicketBooking.booking_id).exists()
    waits = and_(TicketBooking.state == OrderState.AWAITING_SIGNATURE, is_held(now))
    found = (
        select(TicketBooking.fares, TicketBooking.first_slot, TicketBooking.slots)
        .outerjoin(Checkout, Checkout.id == TicketBooking.checkout_id)
        .where(
            TicketBooking.service_number == service,
            TicketBooking.valid_before > unix(now),
            or_(TicketBooking.state == OrderState.PENDING, waits),
            ~booked,
        )
    )
    if beside is not None:
        found = found.where(or_(TicketBooking.checkout_id.is_(None), TicketBooking.checkout_id != beside))
    rows = session.execute(found).all()
    if not rows:
        return {}
    fares = select(TicketFare.number, TicketFare.seats).where(TicketFare.service_number == service)
    seats_of = {row.number: row.seats for row in session.execute(fares)}
    held: dict[int, int] = defaultdict(int)
    for lines, first_slot, slots in rows:
        seats = sum(seats_of.get(fare, 1) * quantity for fare, quantity in lines)
        for slot in range(first_slot, first_slot + slots):
            held[slot] += seats
    return held
