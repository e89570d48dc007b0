"""A booking of tickets or nights, as part of a checkout. Its seats are held with everything else."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.contracts.typed_data import TypedData
from chain.outbox import Call
from marketplace.models import Checkout
from marketplace.models.checkout import BookingItem, booking_item
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.ports import TicketAudience
from marketplace.queries.tickets.services import service_view
from marketplace.services.checkout.parts.part import Part
from marketplace.services.tickets.acts import booking_act
from marketplace.services.tickets.book import BookingWish, new_booking, price_booking, require_invited, wish_of_booking


class Booking(Part):
    kind = "booking"
    row: TicketBooking

    def __init__(self, contracts: Contracts, row: TicketBooking, audience: TicketAudience) -> None:
        super().__init__(contracts, row)
        self.audience = audience

    @property
    def item(self) -> str:
        fares = tuple((fare, quantity) for fare, quantity in self.row.fares)
        return booking_item(BookingItem(self.row.service_number, self.row.first_slot, self.row.slots, fares))

    def message(self) -> TypedData:
        return self.contracts.tickets.booking_message(booking_act(self.row))

    def renew(self, valid_before: int) -> None:
        self.row.signature, self.row.salt, self.row.valid_before = None, secrets.token_bytes(32), valid_before
        self.row.booking_id = self.contracts.tickets.booking_id(booking_act(self.row))

    def require(self, session: Session, now: datetime) -> None:
        require_invited(session, self.audience, self.row.service_number, self.row.buyer)
        view = service_view(session, self.row.service_number, now, beside=self.row.checkout_id)
        price_booking(view, wish_of_booking(self.row), now)

    def _call(self, session: Session, signature: bytes) -> Call:
        return self.contracts.tickets.book(booking_act(self.row), signature)


def wish_of_item(item: BookingItem) -> BookingWish:
    """Tickets of one fare that were named twice count together."""
    quantities: dict[int, int] = {}
    for fare, quantity in item.fares:
        quantities[fare] = quantities.get(fare, 0) + quantity
    return BookingWish(item.service, quantities, item.first_slot, item.slots)


def hold_booking(
    session: Session,
    contracts: Contracts,
    audience: TicketAudience,
    checkout: Checkout,
    item: BookingItem,
    now: datetime,
) -> Part:
    """Raises: DomainError, that says why it cannot be booked now."""
    wish = wish_of_item(item)
    require_invited(session, audience, wish.service, checkout.buyer)
    priced = price_booking(service_view(session, wish.service, now), wish, now)
    booking = new_booking(contracts, wish, priced, checkout.buyer, now)
    booking.checkout_id = checkout.id
    session.add(booking)
    session.flush()
    return Booking(contracts, booking, audience)
