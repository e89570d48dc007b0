"""All parts of a checkout, in the order in which they were put there, and each by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.contracts import Contracts
from chain.errors import DomainError
from chain.ids import Address
from marketplace.errors import LineRefused, OrderUnknown
from marketplace.models import Checkout, Order, PointCharge
from marketplace.models.checkout import BookingItem, ChargeItem, ListingItem, item_of
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.ports import PointSales, TicketAudience
from marketplace.services.checkout.parts.bookings import Booking, hold_booking
from marketplace.services.checkout.parts.charges import Charge, hold_charge
from marketplace.services.checkout.parts.part import Part, Row
from marketplace.services.checkout.parts.purchases import Purchase, hold_purchase
from marketplace.services.place_order import lock_listings
from marketplace.services.tickets.book import lock_service


class Parts:
    """`custody`: opens or finds the account in which the yen of charges wait."""

    def __init__(
        self, contracts: Contracts, sales: PointSales, custody: Callable[[], Address], audience: TicketAudience
    ) -> None:
        self.audience = audience
        self.contracts = contracts
        self.sales = sales
        self.custody = custody

    def of(self, session: Session, checkout_id: int) -> list[Part]:
        orders = session.scalars(select(Order).filter_by(checkout_id=checkout_id).order_by(Order.id))
        bookings = session.scalars(select(TicketBooking).filter_by(checkout_id=checkout_id).order_by(TicketBooking.id))
        charges = session.scalars(select(PointCharge).filter_by(checkout_id=checkout_id).order_by(PointCharge.id))
        return [self.part(one) for one in (*orders, *bookings, *charges)]

    def part(self, row: Row) -> Part:
        if isinstance(row, Order):
            return Purchase(self.contracts, row)
        if isinstance(row, TicketBooking):
            return Booking(self.contracts, row, self.audience)
        return Charge(self.contracts, row, self.sales)

    def find(self, session: Session, name: str) -> Part:
        """Raises: OrderUnknown, also for what was bought alone."""
        kind, _, digits = name.partition(":")
        number = int(digits) if digits.isdecimal() and len(digits) < 18 else 0
        row: Row | None = None
        if kind == Purchase.kind:
            row = session.get(Order, number)
        elif kind == Booking.kind:
            row = session.get(TicketBooking, number)
        elif kind == Charge.kind:
            row = session.get(PointCharge, number)
        if row is not None and row.checkout_id is not None:
            return self.part(row)
        raise OrderUnknown(name)

    def custody_for(self, items: Sequence[str]) -> Address | None:
        """Called outside any transaction, as it may open an account. Raises: Invalid (unknown_item)."""
        return self.custody() if any(isinstance(item_of(item), ChargeItem) for item in items) else None

    def lock(self, session: Session, items: Sequence[str]) -> None:
        """In one order, so that two checkouts do not wait for each other. Raises: Invalid (unknown_item)."""
        wanted = [item_of(item) for item in items]
        lock_listings(session, [one.number for one in wanted if isinstance(one, ListingItem)])
        for service in sorted({one.service for one in wanted if isinstance(one, BookingItem)}):
            lock_service(session, service)

    def hold(
        self, session: Session, checkout: Checkout, text: str, quantity: int, now: datetime, custody: Address | None
    ) -> Part:
        """`custody` is needed for a charge. Raises: LineRefused, Invalid (unknown_item)."""
        item = item_of(text)
        try:
            if isinstance(item, ListingItem):
                return hold_purchase(session, self.contracts, checkout, item, quantity, now)
            if isinstance(item, BookingItem):
                return hold_booking(session, self.contracts, self.audience, checkout, item, now)
            assert custody is not None
            return hold_charge(session, self.contracts, self.sales, custody, checkout, item, now)
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
