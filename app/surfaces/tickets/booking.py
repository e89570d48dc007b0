"""From a service to a booking: a look at it before it is signed, the signature, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.i18n import localized, place
from app.security import limiter
from app.signing import completes
from app.surfaces.tickets import blueprint
from app.surfaces.tickets.browsing import service_page
from app.surfaces.tickets.sentences import ticket_failure
from app.surfaces.tickets.words import amount_words, booking_rules, program_of, slot_words
from app.wiring import current_platform
from chain.errors import DomainError
from chain.ids import Address
from marketplace.errors import PointsMissing, YenShort
from marketplace.models import OrderState
from marketplace.models.checkout import BookingItem, booking_item
from marketplace.services.tickets.book import BookingWish, PricedBooking
from marketplace.signing import ToSign

Page = str | tuple[str, int] | Response


def wish_of(number: int, given: Mapping[str, str]) -> BookingWish:
    """What a form asks for; a number that is none counts as 0, so that the service says what is missing."""
    fares = {
        int(name.removeprefix("fare-")): whole(value)
        for name, value in given.items()
        if name.removeprefix("fare-").isdigit()
    }
    return BookingWish(number, fares, whole(given.get("slot", ""), -1), whole(given.get("slots", "1"), 1))


def whole(text: str, otherwise: int = 0) -> int:
    digits = text.strip().translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    return int(digits) if digits.isdecimal() and len(digits) < 10 else otherwise


@blueprint.get("/tickets/<int:number>/bookings/new")
@requires_sign_in
def review_booking(number: int) -> Page:
    """What is booked, what it costs and what comes back. Writes nothing."""
    tickets, wish = current_platform().marketplace.tickets, wish_of(number, request.args)
    try:
        priced = tickets.book.price(wish)
    except DomainError as error:
        return service_page(number, request.args, error=sentence(error)), status_of(error)
    buyer, for_points = current_account().address, current_platform().marketplace.for_points
    held = for_points.book.available(priced, buyer) if priced.program_id else tickets.pages.balance(buyer)
    return _review(number, wish, priced, missing=max(0, int(priced.total) - int(held)))


@blueprint.post("/tickets/<int:number>/bookings")
@limiter.limit("30 per minute", key_func=per_person)
@requires_sign_in
def create_booking(number: int) -> Page:
    buyer, wish = current_account().address, wish_of(number, request.form)
    market = current_platform().marketplace
    try:
        is_for_points = bool(market.tickets.book.price(wish).program_id)
        asked = (
            market.for_points.book.prepare(wish, buyer) if is_for_points else market.tickets.book.prepare(wish, buyer)
        )
    except (YenShort, PointsMissing):
        return redirect(f"/tickets/{number}/bookings/new?{urlencode(request.form)}", 303)
    except DomainError as error:
        return service_page(number, request.form, error=sentence(error)), status_of(error)
    return _to_signature(asked, buyer)


@completes("marketplace.booking")
def pay_booking(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.tickets.book.complete(subject, signature)


@completes("marketplace.points_booking")
def pay_points_booking(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().marketplace.for_points.book.complete(subject, signature)


@blueprint.get("/bookings/<int:booking_id>")
@requires_sign_in
def show_booking(booking_id: int) -> str | Response:
    """The whole page, or for HTMX the part that changes. What is not paid alone is shown with its checkout."""
    pages = current_platform().marketplace.tickets.pages
    view = pages.booking(booking_id, current_account().address)
    if view.booking.checkout_id is not None and view.state is OrderState.AWAITING_SIGNATURE:
        return redirect(url_for("checkout.show", checkout_id=view.booking.checkout_id), 303)
    service_view = pages.service(view.booking.service_number)
    slot = service_view.slot(view.booking.first_slot)
    is_fragment = request.headers.get("HX-Request") == "true"
    return render_template(
        f"tickets/{'_booking' if is_fragment else 'booking'}.html",
        view=view,
        booking=view.booking,
        service=service_view.service,
        detail=service_view.service.typed_detail(),
        when=slot_words(service_view.service, slot, view.booking.slots) if slot else "",
        step=3 if view.is_booked or view.state is OrderState.PENDING else 2,
        failure=ticket_failure(view.booking.error_name) if view.state is OrderState.FAILED else "",
    )


@blueprint.post("/bookings/<int:booking_id>/signature")
@requires_sign_in
def sign_booking(booking_id: int) -> Response:
    """Back to the signature of a booking that was left."""
    buyer, market = current_account().address, current_platform().marketplace
    is_for_points = bool(market.tickets.pages.booking(booking_id, buyer).booking.program_id)
    booking = market.for_points.book if is_for_points else market.tickets.book
    return _to_signature(booking.to_sign(booking_id, buyer), buyer)


def _review(number: int, wish: BookingWish, priced: PricedBooking, *, missing: int) -> str:
    service = current_platform().marketplace.tickets.pages.service(number).service
    return render_template(
        "tickets/review.html",
        service=service,
        wish=wish,
        priced=priced,
        missing=missing,
        when=slot_words(service, priced.slots[0], wish.slots),
        program=program_of(priced.program_id),
        rules=booking_rules([fare for fare, *_rest in priced.lines], is_open_ticket=priced.slots[0].is_open_ticket),
        item=booking_item(BookingItem(number, wish.first_slot, wish.slots, tuple(wish.lines))),
        filled={"slot": wish.first_slot, "slots": wish.slots, **{f"fare-{fare}": n for fare, n in wish.lines}},
    )


def _to_signature(asked: ToSign, buyer: Address) -> Response:
    platform = current_platform()
    view = platform.marketplace.tickets.pages.booking(int(asked.subject), buyer)
    service_view = platform.marketplace.tickets.pages.service(view.booking.service_number)
    service, slot = service_view.service, service_view.slot(view.booking.first_slot)
    total = amount_words(view.booking.total, view.booking.program_id)
    lines = "、".join(f"{localized(fare, 'name')} × {count}" for fare, count in view.lines)
    request_id = platform.wallet.request_signature(
        buyer,
        asked.typed_data,
        words=[
            (_("チケット"), localized(service, "name")),
            (_("まち"), place(service.town)),
            (_("日時"), slot_words(service, slot, view.booking.slots) if slot else ""),
            (_("内容"), lines),
            (_("お支払い"), total),
        ],
        title=_("予約に署名します"),
        consequence=_("署名すると%(amount)sをお支払いし、予約が決まります。", amount=total),
        purpose="marketplace.points_booking" if view.booking.program_id else "marketplace.booking",
        subject=asked.subject,
        return_to=url_for("tickets.show_booking", booking_id=view.booking.id),
    )
    return redirect(f"/sign/{request_id}", 303)
