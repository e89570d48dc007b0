"""One's own tickets (マイチケット), and one of them with the code for the door."""

from __future__ import annotations

from flask import render_template, request

from app.access import current_account, requires_sign_in
from app.qr import draw_qr
from app.surfaces.tickets import blueprint
from app.surfaces.tickets.sentences import ticket_failure
from app.surfaces.tickets.words import hand_on_rules, local, slot_words
from app.wiring import current_platform
from chain.ids import Address
from marketplace.models import OrderState
from marketplace.models.tickets.details import Leg
from marketplace.queries.tickets.holdings import TicketView

_NEXT = 3


@blueprint.get("/collection/tickets")
@requires_sign_in
def list_tickets() -> str:
    """The whole page, or for HTMX the part that changes."""
    platform = current_platform()
    now, own = platform.clock.now(), platform.marketplace.tickets.pages.own(current_account().address)
    return render_template(
        f"tickets/{'_tickets' if request.headers.get('HX-Request') == 'true' else 'tickets'}.html",
        under_way=[(one, ticket_failure(one.act.error_name)) for one in own.under_way],
        usable=[one for one in own.tickets if not (one.is_over(now) or one.is_used_up)],
        past=[one for one in own.tickets if one.is_over(now) or one.is_used_up],
        open_bookings=[one for one in own.bookings if one.state == OrderState.PENDING],
        when={one.token_id: slot_words(one.service, one.slot) for one in own.tickets},
        now=now,
    )


@blueprint.app_template_global("next_tickets")
def next_tickets() -> list[tuple[TicketView, str]]:
    """The reader's own that can be used soonest, with their time."""
    platform, now = current_platform(), current_platform().clock.now()
    held = platform.marketplace.tickets.pages.held(current_account().address)
    usable = [one for one in held if not (one.is_over(now) or one.is_used_up)]
    return [(one, slot_words(one.service, one.slot)) for one in usable[:_NEXT]]


@blueprint.get("/collection/tickets/<int:token_id>")
@requires_sign_in
def show_ticket(token_id: int) -> str:
    """The code stands in the page, so that it is there without a line once it was opened. Raises: TicketUnknown."""
    return ticket_page(token_id)


def ticket_page(token_id: int, *, error: str = "", filled: dict[str, str] | None = None) -> str:
    platform, me = current_platform(), current_account().address
    tickets, now = platform.marketplace.tickets, platform.clock.now()
    ticket = tickets.pages.ticket(token_id, me)
    code = tickets.codes.code(token_id, me)
    return render_template(
        "tickets/ticket.html",
        ticket=ticket,
        service=ticket.service,
        detail=ticket.service.typed_detail(),
        fare=ticket.fare,
        when=slot_words(ticket.service, ticket.slot),
        code=code,
        drawing=draw_qr(code),
        legs=_legs(ticket),
        is_over=ticket.is_over(now) or ticket.is_used_up,
        refund=ticket.refund(now),
        can_be_given=ticket.can_be_given(now),
        rules=hand_on_rules(ticket.fare, is_open_ticket=ticket.slot.is_open_ticket),
        signs_alone=(signs_alone := not platform.wallet.is_managed(me)),
        signed=_signed(token_id, me) if signs_alone else {},
        error=error,
        filled=filled or {},
    )


def _signed(token_id: int, holder: Address) -> dict[int, int]:
    """By leg: for how many the holder signed and no door has taken."""
    acts = current_platform().marketplace.admission.sign_ahead.signed(token_id, holder)
    return {act.leg: act.units.bit_count() for act in acts}


def _legs(ticket: TicketView) -> list[tuple[Leg, int, list[str]]]:
    """Each leg with how many are left, and when it was cancelled."""
    found = []
    for place, leg in enumerate(ticket.fare.typed_legs()):
        times = [local(one.block_time) for one in ticket.admissions if one.leg == place]
        found.append((leg, ticket.left_of(place), [f"{time:%H:%M}" for time in times]))
    return found
