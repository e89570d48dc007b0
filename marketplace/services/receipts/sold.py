"""What was sold in a purchase, by whom, as lines of receipts: read from the ledger, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import business_date, from_unix, unix
from chain.indexer.finality import finalized_block
from marketplace.models import Collection, Order, OrderState, PointCharge, Resale, ResaleOffer, Sale
from marketplace.models.auctions import Auction
from marketplace.models.auctions.facts import AuctionSettled
from marketplace.models.checkout import Checkout, PayBy
from marketplace.models.receipts.receipts import ReceiptLine
from marketplace.models.receipts.sellers import town_seller
from marketplace.models.receipts.tax import OUTSIDE, default_percent
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.details import slot_price
from marketplace.models.tickets.facts import ChainBooking, ChainSlot
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.queries.receipts.bought import collection_at
from marketplace.queries.receipts.sellers import seller_of_listing

YEN, CARD, POINTS = "yen", "card", "points"
_Row = Order | TicketBooking | PointCharge
_LATEST = timedelta(hours=1)  # after its signature ended, a sale in an old block would have been seen


@dataclass(frozen=True, slots=True)
class Sold:
    """`lines`: (issuer, line). Empty: nothing of it was sold."""

    lines: Sequence[tuple[str, ReceiptLine]]
    sold_at: datetime
    paid_by: str = YEN


def sold_in(session: Session, subject: str, now: datetime) -> Sold | None:
    """None while something that was bought with it is still under way."""
    about, _, number = subject.partition(":")
    if about == "checkout":
        return _checkout(session, int(number), now)
    return _READERS[about](session, int(number))


def seller_of_service(service: TicketService) -> str:
    """Services are published by their town; shops get their share of the takings."""
    return town_seller(service.municipality)


def booking_subject(booking: TicketBooking) -> str:
    return f"checkout:{booking.checkout_id}" if booking.checkout_id else f"booking:{booking.id}"


def _order(session: Session, number: int) -> Sold | None:
    order = session.get_one(Order, number)
    part = _of_order(session, order)
    return None if part is None else Sold(part.lines, from_unix(part.moment), POINTS if order.program_id else YEN)


def _booking(session: Session, number: int) -> Sold | None:
    booking = session.get_one(TicketBooking, number)
    part = _of_booking(session, booking)
    return None if part is None else Sold(part.lines, from_unix(part.moment), POINTS if booking.program_id else YEN)


def _checkout(session: Session, number: int, now: datetime) -> Sold | None:
    """Its parts stand or fall alone; all of them must be final, refused, or signed too long ago for the chain."""
    checkout = session.get_one(Checkout, number)
    orders = session.scalars(select(Order).filter_by(checkout_id=number).order_by(Order.id)).all()
    bookings = session.scalars(select(TicketBooking).filter_by(checkout_id=number).order_by(TicketBooking.id)).all()
    charges = session.scalars(select(PointCharge).filter_by(checkout_id=number).order_by(PointCharge.id)).all()
    parts: list[tuple[_Row, _Part | None]] = [(one, _of_order(session, one)) for one in orders]
    parts += [(one, _of_booking(session, one)) for one in bookings]
    parts += [(one, _of_charge(one)) for one in charges]
    if any(part is None and not _is_over(row, now) for row, part in parts):
        return None
    sold = [part for _, part in parts if part is not None]
    moment = min((part.moment for part in sold), default=unix(checkout.created_at))
    lines = [line for part in sold for line in part.lines]
    return Sold(lines, from_unix(moment), CARD if checkout.pay_by == PayBy.CARD else YEN)


def _is_over(row: _Row, now: datetime) -> bool:
    """Nothing will come of it. A charge that was paid ends in points or in its yen, however long that takes."""
    has_ended = not isinstance(row, PointCharge) and row.valid_before < unix(now - _LATEST)
    return row.state == OrderState.FAILED or has_ended


@dataclass(frozen=True, slots=True)
class _Part:
    """`moment`: unix seconds of its block, which is final."""

    lines: Sequence[tuple[str, ReceiptLine]]
    moment: int


def _of_order(session: Session, order: Order) -> _Part | None:
    sale = session.scalar(select(Sale).filter_by(purchase_id=order.purchase_id))
    if sale is None or sale.block_number > finalized_block(session):
        return None
    listing, collection = order.listing, order.listing.collection
    english = collection.name_en or collection.name_ja
    line = ReceiptLine(collection.name_ja, english, order.quantity, int(order.total), int(listing.tax_percent))
    return _Part([(seller_of_listing(session, listing), line)], sale.block_time)


def _of_booking(session: Session, booking: TicketBooking) -> _Part | None:
    fact = session.scalar(select(ChainBooking).filter_by(booking_id=booking.booking_id))
    if fact is None or fact.block_number > finalized_block(session):
        return None
    slots = session.scalars(
        select(ChainSlot)
        .where(
            ChainSlot.service_number == booking.service_number,
            ChainSlot.slot >= booking.first_slot,
            ChainSlot.slot < booking.first_slot + booking.slots,
        )
        .order_by(ChainSlot.slot)
    ).all()
    seller = seller_of_service(booking.service)
    lines = [(seller, booking_line(session, booking, slots, fare, quantity)) for fare, quantity in booking.fares]
    return _Part(lines, fact.block_time)


def _of_charge(charge: PointCharge) -> _Part | None:
    """The town that issues the points sells them; prepaid means of payment carry no tax (消費税法 別表第二)."""
    if charge.state != OrderState.CONFIRMED:
        return None
    line = ReceiptLine(
        f"{charge.name_ja}のチャージ", f"{charge.name_en or charge.name_ja}, points", 1, int(charge.total), OUTSIDE
    )
    return _Part([(town_seller(charge.municipality), line)], unix(charge.created_at))


def booking_line(
    session: Session, booking: TicketBooking, slots: Sequence[ChainSlot], fare_number: int, quantity: int
) -> ReceiptLine:
    """One fare of a booking on these slots."""
    service, fare = booking.service, session.get_one(TicketFare, fare_number)
    amount = sum(slot_price(fare.price, slot.price_basis_points) for slot in slots) * quantity
    starts = next((slot.starts_at for slot in slots if slot.starts_at), 0)
    return ReceiptLine(
        f"{service.name_ja} {fare.name_ja}",
        f"{service.name_en or service.name_ja}, {fare.name_en or fare.name_ja}",
        quantity,
        amount,
        default_percent(service.kind),
        business_date(from_unix(starts)).isoformat() if starts else "",
    )


def _auction(session: Session, number: int) -> Sold:
    auction = session.get_one(Auction, number)
    settled = session.scalars(select(AuctionSettled).filter_by(number=number)).one()
    line = _piece(auction.collection, int(settled.amount), default_percent(auction.collection.kind))
    return Sold([(town_seller(auction.collection.municipality), line)], from_unix(settled.block_time))


def _resale(session: Session, number: int) -> Sold:
    """A member sells to a member: no business, so no tax and no registration number is named."""
    offer = session.get_one(ResaleOffer, number)
    sold = session.scalars(select(Resale).filter_by(offer_id=offer.offer_id)).one()
    collection = collection_at(session, offer)
    line = _piece(collection, int(sold.price), OUTSIDE, f" #{sold.token_id}")
    return Sold([(f"holder:{sold.seller}", line)], from_unix(sold.block_time))


def _piece(collection: Collection, amount: int, percent: int, serial: str = "") -> ReceiptLine:
    english = collection.name_en or collection.name_ja
    return ReceiptLine(collection.name_ja + serial, english + serial, 1, amount, percent)


_READERS: dict[str, Callable[[Session, int], Sold | None]] = {
    "order": _order,
    "booking": _booking,
    "auction": _auction,
    "resale": _resale,
}
