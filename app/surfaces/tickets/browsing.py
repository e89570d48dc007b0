"""A service for everybody: what it is, when it runs, what it costs and what comes back."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, request

from app.surfaces.marketplace.words import gives
from app.surfaces.tickets import blueprint
from app.surfaces.tickets.words import by_day, hand_on_rules, seats_left, slot_label
from app.viewer import viewer
from app.wiring import current_platform
from chain.clock import business_date
from chain.units import Yen
from marketplace.models import Kind
from marketplace.models.shares import amounts

MOST_SHOWN = 60  # slots on one page
WHOLE_PRICE = 10_000  # basis points of a fare's price


@blueprint.get("/tickets/<int:number>")
def show_service(number: int) -> str:
    return service_page(number, request.args)


def service_page(number: int, filled: Mapping[str, str], *, error: str = "") -> str:
    """`filled`: what was chosen before, so that nothing is lost."""
    platform = current_platform()
    now = platform.clock.now()
    view = platform.marketplace.tickets.pages.service(number)
    service, coming = view.service, view.coming(now)[:MOST_SHOWN]
    fares, is_open_ticket = view.open_fares, bool(coming) and coming[0].is_open_ticket
    in_yen = [fare for fare in fares if not fare.program_id] or fares
    return render_template(
        "tickets/service.html",
        view=view,
        service=service,
        detail=service.typed_detail(),
        gives=gives(service),
        fares=fares,
        days=by_day(coming),
        is_stay=service.kind == Kind.STAY,
        is_open_ticket=is_open_ticket,
        state_of={slot.slot: seats_left(service, slot, now) for slot in coming},
        label_of={slot.slot: slot_label(service, slot) for slot in coming},
        can_book={slot.slot: slot.can_be_booked(now) for slot in coming},
        dearest=in_yen[0] if in_yen else None,
        cheapest=min(in_yen, key=lambda fare: fare.price, default=None),
        is_dearer_some_days=any(slot.price_basis_points != WHOLE_PRICE for slot in coming),
        rules={fare.number: hand_on_rules(fare, is_open_ticket=is_open_ticket) for fare in fares},
        split=[(fare, amounts(Yen(fare.price), fare.typed_shares())) for fare in fares[:1] if fare.shares],
        full=[slot for slot in coming if slot.left == 0 and not slot.is_cancelled],
        waiting_for=platform.marketplace.tickets.wait.slots_of(number, me.address) if (me := viewer()) else {},
        filled=filled,
        error=error,
        today=business_date(now),
        balance=platform.marketplace.tickets.pages.balance(account.address) if (account := viewer()) else None,
    )
