"""Events of a municipality: write one, change it, see who comes, call it off."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.i18n import localized
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, local_moment, read_moment, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.events.words import AUDIENCES, KINDS
from app.wiring import current_platform
from chain.clock import JST, from_unix, unix
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from dao.errors import EventUnknown
from dao.models.events import Audience, EventKind
from dao.queries.events.pages import EventView
from dao.services.events.write_event import EventDraft

WORDS = ("title_ja", "title_en", "body_ja", "body_en", "place_ja", "place_en", "after_link")
NUMBERS = ("capacity", "most_companions", "confirm_hours")
FIELDS = ("community", "kind", *WORDS, "begins_at", "ends_at", *NUMBERS, "audience", "ticket_service")
Choice = TypeVar("Choice", bound=StrEnum)
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
    begins = current_platform().clock.now().astimezone(JST).replace(hour=10, minute=0) + timedelta(days=30)
    usual = {
        "kind": EventKind.TOUR, "audience": Audience.EVERYBODY, "capacity": "30", "most_companions": "2",
        "confirm_hours": "24", "begins_at": local_moment(begins), "ends_at": local_moment(begins + timedelta(hours=3)),
    }  # fmt: skip
    return _form(code, Typed.of(FIELDS, usual))


@blueprint.post("/console/<code>/events")
@for_officers
def write_event(code: MunicipalityCode) -> Answer:
    typed = Typed.of(FIELDS, request.form)
    draft = _read(typed)
    if draft is not None:
        try:
            write, officer = current_platform().dao.events.write, current_account().address
            number = write.write(typed.values["community"], code, officer, draft)
            flash(_("イベントを載せました。"), "success")
            return redirect(url_for("events.show_event", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
    return _form(code, typed), 422


@blueprint.get("/console/<code>/events/<int:number>")
@for_officers
def edit_event(code: MunicipalityCode, number: int) -> str:
    """Raises: EventUnknown."""
    event = own_event(code, number).event
    given = {name: str(value) for name in FIELDS if (value := getattr(event, name)) is not None}
    times = {name: local_moment(from_unix(getattr(event, name))) for name in ("begins_at", "ends_at")}
    return _form(code, Typed.of(FIELDS, given | times), number)


@blueprint.post("/console/<code>/events/<int:number>")
@for_officers
def change_event(code: MunicipalityCode, number: int) -> Answer:
    """Raises: EventUnknown."""
    typed = Typed.of(FIELDS, request.form)
    draft = _read(typed)
    if draft is not None:
        try:
            current_platform().dao.events.write.change(number, code, draft)
            flash(_("イベントを書きかえました。"), "success")
            return redirect(url_for("events.show_event", number=number), 303)
        except Invalid as problem:
            typed.refuse(problem)
        except Conflict as error:
            flash(sentence(error), "error")
    return _form(code, typed, number), 422


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


def _read(typed: Typed) -> EventDraft | None:
    """What was typed; None with sentences kept when something cannot be read."""
    values = typed.values
    kind = typed.read("kind", lambda text: _choice(EventKind, text))
    audience = typed.read("audience", lambda text: _choice(Audience, text))
    begins, ends = typed.read("begins_at", read_moment), typed.read("ends_at", read_moment)
    capacity, companions, hours = (typed.read(name, read_number) for name in NUMBERS)
    ticket = typed.read("ticket_service", read_number) if values["ticket_service"].strip() else None
    if typed.errors or kind is None or audience is None or begins is None or ends is None:
        return None
    if capacity is None or companions is None or hours is None:
        return None
    return EventDraft(
        kind, values["title_ja"], values["title_en"], values["body_ja"], values["body_en"], values["place_ja"],
        values["place_en"], unix(begins), unix(ends), capacity, companions, hours, audience, ticket,
        values["after_link"],
    )  # fmt: skip


def _choice(kind: type[Choice], text: str) -> Choice:
    try:
        return kind(text)
    except ValueError:
        raise Invalid("choice", "one_option") from None


def _form(code: MunicipalityCode, typed: Typed, number: int | None = None) -> str:
    communities = current_platform().dao.polls.pages.communities_of(str(code))
    return page(
        "console/events/event_form.html",
        code,
        typed=typed,
        view=None if number is None else own_event(code, number),
        communities=[(community.slug, localized(community, "name")) for community in communities],
        kinds=[(kind, str(words)) for kind, words in KINDS.items()],
        audiences=[(audience, str(words), str(hint)) for audience, (words, hint) in AUDIENCES.items()],
    )
