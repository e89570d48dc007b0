"""Who comes to a town's event, helpers at its door, and points for coming."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.events import own_event
from app.surfaces.console.forms import read_number
from app.surfaces.console.office import for_officers
from app.surfaces.events.hosting.desks import Desk
from app.surfaces.events.hosting.guests import guests_page, name_helper, withdraw_helper
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points
from dao.services.events.reward_guests import Reward


@blueprint.get("/console/<code>/events/<int:number>/guests")
@for_officers
def show_guests(code: MunicipalityCode, number: int) -> str:
    """Raises: EventUnknown."""
    return guests_page(Desk(code), own_event(code, number))


@blueprint.post("/console/<code>/events/<int:number>/helpers")
@for_officers
def add_event_helper(code: MunicipalityCode, number: int) -> Response:
    """Raises: EventUnknown."""
    name_helper(number, code)
    return _back(code, number)


@blueprint.post("/console/<code>/events/<int:number>/helpers/removal")
@for_officers
def remove_event_helper(code: MunicipalityCode, number: int) -> Response:
    """Raises: EventUnknown, Invalid."""
    withdraw_helper(number, code)
    return _back(code, number)


@blueprint.post("/console/<code>/events/<int:number>/points")
@for_officers
def reward_guests(code: MunicipalityCode, number: int) -> Response:
    """To the grant's own pages, where it is checked and signed. Raises: EventUnknown."""
    own_event(code, number)
    try:
        reward = Reward(read_number(request.form.get("program", "")), Points.parse(request.form.get("each", "")))
        campaign = current_platform().dao.events.reward.reward(number, code, current_account().address, reward)
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return _back(code, number)
    return redirect(url_for("console.show_campaign", code=code, campaign_id=campaign), 303)


def _back(code: MunicipalityCode, number: int) -> Response:
    return redirect(url_for("console.show_guests", code=code, number=number), 303)
