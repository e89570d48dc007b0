"""Events of a municipality: write one, change it, call it off."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.surfaces.events.hosting.desks import Desk
from app.surfaces.events.hosting.forms import FIELDS, form_page, read_draft, usual, written
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from dao.errors import EventUnknown
from dao.queries.events.pages import EventView

Answer = Response | tuple[str, int]


@blueprint.get("/console/<code>/events")
@for_officers
def show_events(code: MunicipalityCode) -> str:
    platform = current_platform()
    return page(
        "console/events/events.html",
        code,
        views=platform.dao.events.pages.of_town(str(code)),
        communities=platform.dao.polls.pages.communities_of(str(code)),
    )


@blueprint.get("/console/<code>/events/new")
@for_officers
def new_event(code: MunicipalityCode) -> str | Response:
    if not current_platform().dao.polls.pages.communities_of(str(code)):
        return redirect(url_for("console.show_events", code=code))  # which says what is missing
    return form_page(Desk(code), usual())


@blueprint.post("/console/<code>/events")
@for_officers
def write_event(code: MunicipalityCode) -> Answer:
    typed = Typed.of(FIELDS, request.form)
    draft = read_draft(typed, str(code))
    if draft is not None:
        try:
            write, officer = current_platform().dao.events.write, current_account().address
            number = write.write(typed.values["community"], code, officer, draft)
            flash(_("イベントを載せました。"), "success")
            return redirect(url_for("events.show_event", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
    return form_page(Desk(code), typed), 422


@blueprint.get("/console/<code>/events/<int:number>")
@for_officers
def edit_event(code: MunicipalityCode, number: int) -> str:
    """Raises: EventUnknown."""
    view = own_event(code, number)
    return form_page(Desk(code), written(view.event), view)


@blueprint.post("/console/<code>/events/<int:number>")
@for_officers
def change_event(code: MunicipalityCode, number: int) -> Answer:
    """Raises: EventUnknown."""
    typed = Typed.of(FIELDS, request.form)
    draft = read_draft(typed, str(code))
    if draft is not None:
        try:
            current_platform().dao.events.write.change(number, code, draft)
            flash(_("イベントを書きかえました。"), "success")
            return redirect(url_for("events.show_event", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
        except Conflict as error:
            flash(sentence(error), "error")
    return form_page(Desk(code), typed, own_event(code, number)), 422


@blueprint.post("/console/<code>/events/<int:number>/calling-off")
@for_officers
def call_event_off(code: MunicipalityCode, number: int) -> Answer:
    """Raises: EventUnknown."""
    try:
        current_platform().dao.events.write.call_off(number, code, request.form.get("reason", ""))
        flash(_("イベントを中止しました。申し込んだ人にお知らせします。"), "success")
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.edit_event", code=code, number=number), 303)
    return redirect(url_for("console.show_events", code=code), 303)


def own_event(code: MunicipalityCode, number: int) -> EventView:
    """Raises: EventUnknown, also for another town's."""
    view = current_platform().dao.events.pages.event(number, None).view
    if view.event.municipality != str(code):
        raise EventUnknown(number)
    return view
