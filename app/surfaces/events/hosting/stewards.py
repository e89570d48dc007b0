"""A community's steward writes its events, sees who comes, and names helpers. Points stay with the town's officers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account, per_person, requires_sign_in
from app.errors import sentence
from app.i18n import localized
from app.security import limiter
from app.surfaces.console.forms import Typed
from app.surfaces.events import blueprint
from app.surfaces.events.hosting.desks import Desk
from app.surfaces.events.hosting.forms import FIELDS, form_page, read_draft, usual, written
from app.surfaces.events.hosting.guests import guests_page, name_helper, withdraw_helper
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from dao.errors import EventUnknown
from dao.queries.events.pages import EventView

Answer = Response | tuple[str, int]
View = TypeVar("View", bound=Callable[..., Any])


def for_stewards(view: View) -> View:
    """The view gets the desk of the community, of which the person is a steward now.

    Raises (in the view): CommunityUnknown, RoleRequired.
    """

    @wraps(view)
    def called(slug: str, **kwargs: Any) -> Any:
        desks = current_platform().dao.events.desks
        desks.require_steward(slug, current_account().address)
        return view(Desk(slug=slug, community=localized(desks.community(slug), "name")), **kwargs)

    return cast("View", requires_sign_in(called))


@blueprint.get("/communities/<slug>/events")
@for_stewards
def list_hosted(desk: Desk) -> str:
    views = current_platform().dao.events.pages.of_community(desk.slug)[::-1]
    return render_template("events/hosting/list.html", desk=desk, views=views)


@blueprint.get("/communities/<slug>/events/new")
@for_stewards
def new_hosted(desk: Desk) -> str:
    return form_page(desk, usual())


@blueprint.post("/communities/<slug>/events")
@for_stewards
@limiter.limit("30 per hour", key_func=per_person)
def write_hosted(desk: Desk) -> Answer:
    """For the town the steward chose, which answers for it."""
    typed = Typed.of(FIELDS, request.form)
    town, draft = typed.read("municipality", MunicipalityCode), read_draft(typed, typed.values["municipality"])
    if draft is not None and town is not None:
        try:
            number = current_platform().dao.events.write.write(desk.slug, town, current_account().address, draft)
            flash(_("イベントを載せました。"), "success")
            return redirect(url_for("events.show_event", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem, "municipality")
    return form_page(desk, typed), 422


@blueprint.get("/communities/<slug>/events/<int:number>/edit")
@for_stewards
def edit_hosted(desk: Desk, number: int) -> str:
    """Raises: EventUnknown."""
    view = _own(desk, number)
    return form_page(desk, written(view.event), view)


@blueprint.post("/communities/<slug>/events/<int:number>/edit")
@for_stewards
@limiter.limit("60 per hour", key_func=per_person)
def change_hosted(desk: Desk, number: int) -> Answer:
    """Raises: EventUnknown."""
    typed, view = Typed.of(FIELDS, request.form), _own(desk, number)
    draft = read_draft(typed, view.event.municipality)
    if draft is not None:
        try:
            current_platform().dao.events.write.change(number, _town(view), draft)
            flash(_("イベントを書きかえました。"), "success")
            return redirect(url_for("events.show_event", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
        except Conflict as error:
            flash(sentence(error), "error")
    return form_page(desk, typed, view), 422


@blueprint.post("/communities/<slug>/events/<int:number>/calling-off")
@for_stewards
def call_hosted_off(desk: Desk, number: int) -> Response:
    """Raises: EventUnknown."""
    town = _town(_own(desk, number))
    try:
        current_platform().dao.events.write.call_off(number, town, request.form.get("reason", ""))
        flash(_("イベントを中止しました。申し込んだ人にお知らせします。"), "success")
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(desk.address("edit", number), 303)
    return redirect(desk.address("list"), 303)


@blueprint.get("/communities/<slug>/events/<int:number>/guests")
@for_stewards
def show_hosted_guests(desk: Desk, number: int) -> str:
    """Raises: EventUnknown."""
    return guests_page(desk, _own(desk, number))


@blueprint.post("/communities/<slug>/events/<int:number>/helpers")
@for_stewards
@limiter.limit("30 per hour", key_func=per_person)
def add_helper(desk: Desk, number: int) -> Response:
    """Raises: EventUnknown."""
    name_helper(number, _town(_own(desk, number)))
    return redirect(desk.address("guests", number), 303)


@blueprint.post("/communities/<slug>/events/<int:number>/helpers/removal")
@for_stewards
def remove_helper(desk: Desk, number: int) -> Response:
    """Raises: EventUnknown, Invalid."""
    withdraw_helper(number, _town(_own(desk, number)))
    return redirect(desk.address("guests", number), 303)


def _own(desk: Desk, number: int) -> EventView:
    """Raises: EventUnknown, also for another community's."""
    view = current_platform().dao.events.pages.event(number, None).view
    if view.event.community != desk.slug:
        raise EventUnknown(number)
    return view


def _town(view: EventView) -> MunicipalityCode:
    return MunicipalityCode(view.event.municipality)
