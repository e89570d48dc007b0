"""A town's services, and the desk of one: what is still to be signed, what runs and what was sold."""

from __future__ import annotations

from flask import request

from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.tickets.words import ACTS, act_failure
from app.surfaces.tickets.words import by_day, seats_left, slot_label
from app.wiring import current_platform
from chain.ids import MunicipalityCode


@blueprint.get("/console/<code>/tickets")
@for_officers
def show_services(code: MunicipalityCode) -> str:
    platform = current_platform()
    desks = platform.marketplace.tickets.pages.desks(code)
    return page("console/tickets/services.html", code, desks=desks, now=platform.clock.now())


@blueprint.get("/console/<code>/tickets/<int:number>")
@for_officers
def show_desk(code: MunicipalityCode, number: int) -> str:
    """The whole page, or for HTMX the signatures, which change."""
    now = current_platform().clock.now()
    desk = current_platform().marketplace.tickets.pages.desk(code, number)
    is_fragment = request.headers.get("HX-Request") == "true"
    return page(
        f"console/tickets/{'_signatures' if is_fragment else 'service'}.html",
        code,
        desk=desk,
        service=desk.service,
        acts=ACTS,
        days=by_day(desk.view.slots),
        state_of={slot.slot: seats_left(desk.service, slot, now) for slot in desk.view.slots},
        label_of={slot.slot: slot_label(desk.service, slot) for slot in desk.view.slots},
        failures={line.act.id: act_failure(line.act.error_name) for line in desk.lines if line.act.error_name},
    )
