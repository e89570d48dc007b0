"""All parts of a checkout, in the order in which they were put there, and each by its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.errors import DomainError
from marketplace.errors import LineRefused, OrderUnknown
from marketplace.models import Checkout, Order
from marketplace.models.checkout import BookingItem, ListingItem, item_of
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.services.checkout.parts.bookings import Booking, hold_booking
from marketplace.services.checkout.parts.part import Part, Row
from marketplace.services.checkout.parts.purchases import Purchase, hold_purchase
from marketplace.services.place_order import lock_listings
from marketplace.services.tickets.book import lock_service


class Parts:
    def __init__(self, contracts: Contracts) -> None:
        self.contracts = contracts

    def of(self, session: Session, checkout_id: int) -> list[Part]:
        orders = session.scalars(select(Order).filter_by(checkout_id=checkout_id).order_by(Order.id))
        bookings = session.scalars(select(TicketBooking).filter_by(checkout_id=checkout_id).order_by(TicketBooking.id))
        return [self.part(one) for one in (*orders, *bookings)]

    def part(self, row: Row) -> Part:
        return Purchase(self.contracts, row) if isinstance(row, Order) else Booking(self.contracts, row)

    def find(self, session: Session, name: str) -> Part:
        """Raises: OrderUnknown, also for what was bought alone."""
        kind, _, number = name.partition(":")
        if number.isdecimal():
            if kind == Purchase.kind and (order := session.get(Order, int(number))) and order.checkout_id:
                return Purchase(self.contracts, order)
            if kind == Booking.kind and (booking := session.get(TicketBooking, int(number))) and booking.checkout_id:
                return Booking(self.contracts, booking)
        raise OrderUnknown(name)

    def lock(self, session: Session, items: Sequence[str]) -> None:
        """In one order, so that two checkouts do not wait for each other. Raises: Invalid (unknown_item)."""
        wanted = [item_of(item) for item in items]
        lock_listings(session, [one.number for one in wanted if isinstance(one, ListingItem)])
        for service in sorted({one.service for one in wanted if isinstance(one, BookingItem)}):
            lock_service(session, service)

    def hold(self, session: Session, checkout: Checkout, text: str, quantity: int, now: datetime) -> Part:
        """Raises: LineRefused, Invalid (unknown_item)."""
        item = item_of(text)
        try:
            if isinstance(item, ListingItem):
                return hold_purchase(session, self.contracts, checkout, item, quantity, now)
            return hold_booking(session, self.contracts, checkout, item, now)
        except DomainError as why:
            raise LineRefused(text, why) from why


def require_stock(session: Session, parts: Sequence[Part], now: datetime) -> None:
    """What was held is there while it is held. Afterwards it is there when nobody else took it.

    Raises: LineRefused.
    """
    for part in parts:
        try:
            part.require(session, now)
        except DomainError as why:
            raise LineRefused(part.item, why) from why
