"""The guest register of a night, for the inn alone. That it was opened is noted, and the booker sees when."""

from __future__ import annotations

from app.access import current_account
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.surfaces.tickets.words import slot_words
from app.wiring import current_platform
from chain.ids import MunicipalityCode
from marketplace.models.tickets.errors import ServiceUnknown
from marketplace.models.tickets.guests import KEPT_AFTER_DEPARTURE


@blueprint.get("/console/<code>/tickets/<int:number>/slots/<int:slot>/guests")
@for_officers
def show_register(code: MunicipalityCode, number: int, slot: int) -> str:
    tickets = current_platform().marketplace.tickets
    desk = tickets.pages.desk(code, number)
    night = desk.view.slot(slot)
    if night is None:
        raise ServiceUnknown(slot)
    return page(
        "console/tickets/register.html",
        code,
        service=desk.service,
        slot=night,
        when=slot_words(desk.service, night),
        registers=tickets.register.show_inn(code, number, slot, current_account().address),
        kept_days=KEPT_AFTER_DEPARTURE.days,
    )
