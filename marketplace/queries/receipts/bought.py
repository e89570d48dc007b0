"""What a purchase brought, for the mail that confirms it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.models import ChainCollection, Collection, Order, OrderState, PointCharge, Resale, ResaleOffer, Sale
from marketplace.models.auctions import Auction
from marketplace.models.auctions.facts import AuctionSettled
from marketplace.models.receipts import Receipt, SellerWords
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.facts import ChainBooking
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.queries.receipts.sellers import seller_of_listing
from marketplace.queries.tickets.services import SlotView, slot_views


@dataclass(frozen=True, slots=True)
class BoughtThing:
    """`fares`: of a booking, with how many; then `slot` is its first and `slots` how many. `is_resold`: by a member.
    `seller`: what who sold it wrote down."""

    thing: Collection | TicketService | PointCharge
    quantity: int
    amount: int
    serials: Sequence[int] = ()
    fares: Sequence[tuple[TicketFare, int]] = ()
    slot: SlotView | None = None
    slots: int = 1
    is_resold: bool = False
    seller: SellerWords | None = None
    is_in_points: bool = False


@dataclass(frozen=True, slots=True)
class Bought:
    subject: str
    things: Sequence[BoughtThing]
    receipts: Sequence[Receipt] = field(default_factory=tuple)

    @property
    def total(self) -> int:
        """Yen, or points where all of it `is_in_points`: what is paid in points is bought alone."""
        return sum(one.amount for one in self.things)

    @property
    def is_in_points(self) -> bool:
        return any(one.is_in_points for one in self.things)


def bought_in(session: Session, subject: str) -> Bought:
    """Does not ask whose it is. What failed of a checkout is left out."""
    about, _, number = subject.partition(":")
    receipts = select(Receipt).where(Receipt.subject == subject, Receipt.original_id.is_(None)).order_by(Receipt.id)
    return Bought(subject, _READERS[about](session, int(number)), session.scalars(receipts).all())


def _order(session: Session, number: int) -> list[BoughtThing]:
    return _orders(session, [session.get_one(Order, number)])


def _checkout(session: Session, number: int) -> list[BoughtThing]:
    orders = _orders(session, session.scalars(select(Order).filter_by(checkout_id=number).order_by(Order.id)).all())
    booked = select(TicketBooking).join(ChainBooking, ChainBooking.booking_id == TicketBooking.booking_id)
    mine = booked.where(TicketBooking.checkout_id == number).order_by(TicketBooking.id)
    charges = select(PointCharge).filter_by(checkout_id=number, state=OrderState.CONFIRMED).order_by(PointCharge.id)
    bookings = [_of_booking(session, one) for one in session.scalars(mine)]
    return [*orders, *bookings, *(BoughtThing(one, 1, int(one.total)) for one in session.scalars(charges))]


def _orders(session: Session, orders: Sequence[Order]) -> list[BoughtThing]:
    found = select(Sale).where(Sale.purchase_id.in_([order.purchase_id for order in orders]))
    sales = {sale.purchase_id: sale for sale in session.scalars(found)}
    return [
        BoughtThing(
            order.listing.collection,
            order.quantity,
            int(order.total),
            sales[order.purchase_id].token_ids,
            seller=session.get(SellerWords, seller_of_listing(session, order.listing)),
            is_in_points=bool(order.program_id),
        )
        for order in orders
        if order.purchase_id in sales
    ]


def _booking(session: Session, number: int) -> list[BoughtThing]:
    return [_of_booking(session, session.get_one(TicketBooking, number))]


def _of_booking(session: Session, booking: TicketBooking) -> BoughtThing:
    fares = [(session.get_one(TicketFare, fare), quantity) for fare, quantity in booking.fares]
    slots = {slot.slot: slot for slot in slot_views(session, booking.service_number)}
    return BoughtThing(
        booking.service,
        sum(quantity for _, quantity in fares),
        booking.total,
        fares=fares,
        slot=slots.get(booking.first_slot),
        slots=booking.slots,
        is_in_points=bool(booking.program_id),
    )


def _auction(session: Session, number: int) -> list[BoughtThing]:
    settled = session.scalars(select(AuctionSettled).filter_by(number=number)).one()
    collection = session.get_one(Auction, number).collection
    return [BoughtThing(collection, 1, int(settled.amount), [settled.token_id])]


def _resale(session: Session, number: int) -> list[BoughtThing]:
    offer = session.get_one(ResaleOffer, number)
    sold = session.scalars(select(Resale).filter_by(offer_id=offer.offer_id)).one()
    collection = collection_at(session, offer)
    return [BoughtThing(collection, 1, int(sold.price), [sold.token_id], is_resold=True)]


def collection_at(session: Session, offer: ResaleOffer) -> Collection:
    return session.scalars(
        select(Collection)
        .join(ChainCollection, ChainCollection.number == Collection.number)
        .where(ChainCollection.address == offer.collection)
    ).one()


_READERS: dict[str, Callable[[Session, int], list[BoughtThing]]] = {
    "order": _order,
    "checkout": _checkout,
    "booking": _booking,
    "auction": _auction,
    "resale": _resale,
}
