"""A line of the cart as it stands now: what it is, what it costs, and why it cannot be bought, if so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from chain.errors import DomainError
from chain.ids import ZERO_ADDRESS, Address
from chain.units import Yen
from marketplace.models.checkout import BookingItem, ChargeItem, ListingItem, item_of
from marketplace.models.tickets.services import TicketFare
from marketplace.ports import PointOffer, PointSales
from marketplace.queries.listings import ListingView, listing_view
from marketplace.queries.tickets.services import ServiceView, SlotView, service_view
from marketplace.services.checkout.fill_cart import Wish
from marketplace.services.checkout.parts.bookings import wish_of_item
from marketplace.services.eligibility.check_eligibility import CheckEligibility
from marketplace.services.place_order import check_stock
from marketplace.services.tickets.book import BookingWish, price_booking


@dataclass(frozen=True, slots=True)
class CartItem:
    """From a listing. `refusal`: why it cannot be bought as it is, or None."""

    wish: Wish
    item: ListingView
    refusal: DomainError | None
    kind: str = "listing"

    @property
    def total(self) -> Yen:
        return Yen(int(self.item.listing.price) * self.wish.quantity)

    @property
    def price(self) -> Yen:
        """Of one."""
        return self.item.listing.price

    @property
    def has_new_price(self) -> bool:
        return int(self.price) != int(self.wish.price_seen)


@dataclass(frozen=True, slots=True)
class CartBooking:
    """Tickets or nights. While they cannot be booked, the price is the one that was seen."""

    wish: Wish
    view: ServiceView
    booking: BookingWish
    price: Yen
    refusal: DomainError | None
    kind: str = "booking"

    @property
    def slot(self) -> SlotView | None:
        return self.view.slot(self.booking.first_slot)

    @property
    def lines(self) -> Sequence[tuple[TicketFare, int]]:
        fares = {one.fare.number: one.fare for one in self.view.fares}
        return [(fares[number], quantity) for number, quantity in self.booking.lines if number in fares]

    @property
    def total(self) -> Yen:
        return self.price

    @property
    def has_new_price(self) -> bool:
        return int(self.price) != int(self.wish.price_seen)


@dataclass(frozen=True, slots=True)
class CartCharge:
    """Points that are bought."""

    wish: Wish
    offer: PointOffer
    price: Yen
    refusal: DomainError | None
    kind: str = "charge"
    has_new_price: bool = False

    @property
    def total(self) -> Yen:
        return self.price


CartLineView = CartItem | CartBooking | CartCharge


def cart_line(
    session: Session,
    sales: PointSales,
    wish: Wish,
    buyer: Address | None,
    now: datetime,
    eligible: CheckEligibility,
) -> CartLineView | None:
    """None: it is no longer there."""
    try:
        item = item_of(wish.item)
        if isinstance(item, ListingItem):
            return _from_listing(wish, listing_view(session, item.number, now, buyer), buyer, eligible)
        if isinstance(item, ChargeItem):
            return _charge(session, sales, wish, item, buyer)
        return _booking(wish, item, service_view(session, item.service, now), now)
    except DomainError:
        return None


def _from_listing(wish: Wish, view: ListingView, buyer: Address | None, eligible: CheckEligibility) -> CartItem:
    try:
        check_stock(view, wish.quantity)
        if buyer is not None and not view.eligibility.is_for_everybody:
            eligible.require_buyer(view.listing.number, buyer, wish.quantity)
    except DomainError as refusal:
        return CartItem(wish, view, refusal)
    return CartItem(wish, view, None)


def _booking(wish: Wish, item: BookingItem, view: ServiceView, now: datetime) -> CartBooking:
    booking = wish_of_item(item)
    try:
        price = price_booking(view, booking, now).total
    except DomainError as refusal:
        return CartBooking(wish, view, booking, wish.price_seen, refusal)
    return CartBooking(wish, view, booking, price, None)


def _charge(
    session: Session, sales: PointSales, wish: Wish, item: ChargeItem, buyer: Address | None
) -> CartCharge | None:
    offer, amount = sales.find(session, item.program), Yen(item.amount)
    if offer is None:
        return None
    try:
        sales.check(session, item.program, buyer or ZERO_ADDRESS, amount)
    except DomainError as refusal:
        return CartCharge(wish, offer, amount, refusal)
    return CartCharge(wish, offer, amount, None)
