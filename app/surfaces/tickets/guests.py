"""The booker of a stay writes who will sleep there: the guest register (宿泊者名簿) for the inn."""

from __future__ import annotations

from dataclasses import fields

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.tickets import blueprint
from app.wiring import current_platform
from chain.errors import DomainError, Invalid, NotFound
from marketplace.models.tickets.guests import KEPT_AFTER_DEPARTURE, MOST_GUESTS, Guest

Page = str | tuple[str, int] | Response
Lines = list[dict[str, str]]
FIELDS = tuple(field.name for field in fields(Guest))


@blueprint.get("/bookings/<int:booking_id>/guests")
@requires_sign_in
def edit_guests(booking_id: int) -> Page:
    register = current_platform().marketplace.tickets.register.of_booker(booking_id, current_account().address)
    lines = [{name: _shown(getattr(guest, name)) for name in FIELDS} for guest in register.guests]
    return _form(booking_id, lines, {})


@blueprint.post("/bookings/<int:booking_id>/guests")
@limiter.limit("20 per minute", key_func=per_person)
@requires_sign_in
def write_guests(booking_id: int) -> Page:
    lines = _sent()
    guests, errors = _read(lines)
    if errors:
        return _form(booking_id, lines, errors), 422
    try:
        current_platform().marketplace.tickets.register.write(booking_id, current_account().address, guests)
    except NotFound:
        raise
    except DomainError as error:
        return _form(booking_id, lines, {}, error=sentence(error)), status_of(error)
    flash(_("宿泊者名簿を宿に届けました。"), "success")
    return redirect(url_for("tickets.show_booking", booking_id=booking_id), 303)


def _sent() -> Lines:
    """Those in which something was written."""
    lines = [{name: request.form.get(f"{name}_{place}", "") for name in FIELDS} for place in range(MOST_GUESTS)]
    return [line for line in lines if any(value.strip() for value in line.values())]


def _read(lines: Lines) -> tuple[list[Guest], dict[str, str]]:
    guests, errors = [], {}
    for place, line in enumerate(lines):
        try:
            guests.append(Guest(**{**line, "is_from_abroad": line["is_from_abroad"] == "1"}).checked())  # type: ignore[arg-type]
        except Invalid as error:
            errors[f"{error.field}_{place}"] = sentence(error)
    if not lines:
        errors["name_0"] = sentence(Invalid("name", "empty"))
    return guests, errors


def _form(booking_id: int, lines: Lines, errors: dict[str, str], *, error: str = "") -> str:
    """Raises: BookingUnknown, RegisterClosed."""
    register = current_platform().marketplace.tickets.register.of_booker(booking_id, current_account().address)
    count = min(MOST_GUESTS, max(2, len(lines) + 1))
    empty = dict.fromkeys(FIELDS, "")
    return render_template(
        "tickets/guests.html",
        booking=register.booking,
        service=register.booking.service,
        lines=(lines + [empty] * count)[:count],
        errors=errors,
        error=error,
        seen_at=register.seen_at,
        kept_days=KEPT_AFTER_DEPARTURE.days,
    )


def _shown(value: str | bool) -> str:
    return ("1" if value else "") if isinstance(value, bool) else value
