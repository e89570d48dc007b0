"""What is in a cart or checkout, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import localized, yen
from app.surfaces.tickets.words import slot_words
from marketplace.queries.checkout.bookings import CheckoutBooking
from marketplace.queries.checkout.pages import CheckoutView
from marketplace.queries.orders import OrderView
from marketplace.services.tickets.book import BookingWish


def part_words(view: CheckoutView) -> list[tuple[str, str]]:
    """A line for each part, for who signs; what is signed already says so."""
    purchases = [(localized(line.order.listing.collection, "name"), _of_purchase(line)) for line in view.lines]
    bookings = [(localized(one.booking.service, "name"), _of_booking(one)) for one in view.bookings]
    charges = [
        (str(_("%(name)sのチャージ", name=localized(one, "name"))), _signed(yen(int(one.total)), one.signature))
        for one in view.charges
    ]
    return purchases + bookings + charges


def booking_fields(wish: BookingWish) -> dict[str, int]:
    """As the form on the page of the service names them."""
    return {"slot": wish.first_slot, "slots": wish.slots, **{f"fare-{fare}": count for fare, count in wish.lines}}


def _of_purchase(line: OrderView) -> str:
    order = line.order
    total = yen(int(order.total))
    words = str(ngettext("%(num)s点 %(total)s", "%(num)s点 %(total)s", order.quantity, total=total))
    return _signed(words, order.signature)


def _of_booking(line: CheckoutBooking) -> str:
    booking = line.booking
    fares = _("、").join(f"{localized(fare, 'name')} × {count}" for fare, count in line.view.lines)
    when = slot_words(booking.service, line.slot, booking.slots) if line.slot else ""
    return _signed(f"{when} {fares} {yen(booking.total)}".strip(), booking.signature)


def _signed(words: str, signature: bytes | None) -> str:
    return words if signature is None else str(_("%(words)s（署名ずみ）", words=words))
