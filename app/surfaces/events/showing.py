"""The list of what comes, and the page of one event."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from app.access import current_account, signed_in_account
from app.qr import draw_qr
from app.surfaces.dao.communities.pages import reader_address, towns_of
from app.surfaces.events import blueprint
from app.surfaces.events.door.letting_in import helps_at
from app.surfaces.events.hosting.desks import Desk
from app.wiring import current_platform
from dao.errors import SurveyUnknown
from dao.models.events import CommunityEvent, EventReply, ReplyState
from dao.queries.events.pages import EventPage, EventState
from dao.queries.surveys.pages import SurveyPage
from wallet import Role


@blueprint.get("/events")
def list_events() -> str:
    """What is not over yet; `town` keeps one town's."""
    pages, town = current_platform().dao.events.pages, request.args.get("town", "")
    everything, reader = pages.coming(), reader_address()
    past = pages.past([town] if town else ())
    towns = towns_of(sorted({view.event.municipality for view in (*everything, *past)}))
    return render_template(
        "events/events.html",
        views=[view for view in everything if town in ("", view.event.municipality)],
        past=past,
        towns=towns,
        town=town,
        names={str(one.code): one for one in towns},
        own=pages.of_person(reader) if reader else [],
    )


@blueprint.get("/events/<int:number>")
def show_event(number: int) -> str:
    return render_template("events/event.html", **shown(event_page(number)))


def event_page(number: int) -> EventPage:
    """As its reader sees it. Raises: EventUnknown."""
    return current_platform().dao.events.pages.event(number, reader_address())


def shown(page: EventPage, typed: dict[str, str] | None = None, errors: dict[str, str] | None = None) -> dict[str, Any]:
    events, account, event = current_platform().dao.events, signed_in_account(), page.view.event
    own = page.own
    has_place = own is not None and own.state == ReplyState.GOING
    return {
        "page": page,
        "view": page.view,
        "event": event,
        "community": page.view.community,
        "town": next(iter(towns_of([event.municipality])), None),
        "towns": towns_of(page.view.community.towns),
        "own": own,
        "is_invited": account is None or events.reply.is_invited(event.id, account.address),
        "tier": events.reply.tier_of(event.id, account.address if account else None),
        "helps": account is not None and helps_at(event.id),
        "desk": _desk(event) if account is not None else None,
        "survey": _survey(page) if own is not None and own.came_at is not None else None,
        "drawing": draw_qr(_door_address(own)) if own is not None and has_place else None,
        "typed": typed or {"companions": str(own.companions if own else 0), "home": own.home if own else ""},
        "errors": errors or {},
    }


def _door_address(own: EventReply) -> str:
    """What the code holds: a helper's camera opens the door's page with it; to anybody else that page is closed."""
    home = current_platform().settings.public_url.rstrip("/")
    return home + url_for("events.show_door", number=own.event_id, code=own.code)


def _survey(page: EventPage) -> SurveyPage | None:
    """The survey after the event, for somebody who came; None before there is one to be answered."""
    number = page.view.event.survey_id
    if number is None or page.view.state is not EventState.OVER:
        return None
    try:
        return current_platform().dao.surveys.pages.page(number, reader_address())
    except SurveyUnknown:
        return None  # a draft


def _desk(event: CommunityEvent) -> Desk | None:
    """Where somebody who holds the event works on it: an officer's console before a steward's pages."""
    platform, account = current_platform(), current_account()
    if platform.wallet.has_role(account.address, Role.OFFICER, event.municipality):
        return Desk(event.municipality)
    return (
        Desk(slug=event.community) if platform.dao.events.desks.is_steward(event.community, account.address) else None
    )


@blueprint.app_template_global("events_of_ticket")
def events_of_ticket(service: int) -> list[CommunityEvent]:
    return current_platform().dao.events.desks.with_ticket(service)
