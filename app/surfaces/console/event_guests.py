"""Who comes to an event and who came, helpers at its door, where visitors are from, and points for coming."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.events import own_event
from app.surfaces.console.forms import read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.dao.communities.pages import towns_of
from app.surfaces.events.words import home_words
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode, parse_address
from chain.units import Points
from dao.services.events.reward_guests import Reward


@blueprint.get("/console/<code>/events/<int:number>/guests")
@for_officers
def show_guests(code: MunicipalityCode, number: int) -> str:
    """Raises: EventUnknown."""
    platform, view = current_platform(), own_event(code, number)
    desk = platform.dao.events.desks.desk(number)
    return page(
        "console/events/guests.html",
        code,
        desk=desk,
        view=view,
        event=view.event,
        names=platform.wallet.names([*(reply.account for reply in desk.replies), *desk.helpers]),
        homes=home_words(towns_of(view.community.towns)),
        programs=[(one.program, localized(one, "name")) for one in platform.dao.events.reward.programs(code)],
    )


@blueprint.post("/console/<code>/events/<int:number>/helpers")
@for_officers
def add_event_helper(code: MunicipalityCode, number: int) -> Response:
    """Raises: EventUnknown."""
    platform, given = current_platform(), request.form.get("helper", "").strip()
    helper = platform.wallet.find_many([given]).get(given) if given else None
    if helper is None:
        flash(_("会員番号かメールアドレスが見つかりませんでした。"), "error")
    else:
        platform.dao.events.door.add_helper(number, code, helper)
        flash(_("入口を手伝う人を加えました。"), "success")
    return _back(code, number)


@blueprint.post("/console/<code>/events/<int:number>/helpers/removal")
@for_officers
def remove_event_helper(code: MunicipalityCode, number: int) -> Response:
    """Raises: EventUnknown, Invalid."""
    helper: Address = parse_address(request.form.get("helper", ""))
    current_platform().dao.events.door.remove_helper(number, code, helper)
    flash(_("入口を手伝う人から外しました。"), "success")
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
