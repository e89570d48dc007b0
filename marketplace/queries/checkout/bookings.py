"""Bookings of a checkout with the slot each begins at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.ids import Address
from marketplace.models import OrderState
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.queries.tickets.bookings import BookingView, booking_view
from marketplace.queries.tickets.services import SlotView, slot_views


@dataclass(frozen=True, slots=True)
class CheckoutBooking:
    view: BookingView
    slot: SlotView | None

    @property
    def booking(self) -> TicketBooking:
        return self.view.booking

    @property
    def state(self) -> OrderState:
        return self.view.state


def checkout_bookings(session: Session, clock: Clock, checkout_id: int, buyer: Address) -> list[CheckoutBooking]:
    found = session.scalars(
        select(TicketBooking.id).filter_by(checkout_id=checkout_id).order_by(TicketBooking.id)
    ).all()
    return [_with_slot(session, booking_view(session, clock, number, buyer)) for number in found]


def _with_slot(session: Session, view: BookingView) -> CheckoutBooking:
    slots = slot_views(session, view.booking.service_number)
    return CheckoutBooking(view, next((one for one in slots if one.slot == view.booking.first_slot), None))
