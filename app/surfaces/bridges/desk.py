"""The town's desk: which services are connected, how each fares, and what waits for somebody."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.surfaces.bridges import blueprint
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import MunicipalityCode
from marketplace.models.tickets.services import TicketService
from marketplace.queries.tickets.places import TicketPlace, ticket_places
from marketplace.queries.tickets.services import services_of
from points.bridges.models import ConnectedService, EventState
from points.bridges.queries.events import list_events
from points.bridges.queries.services import acts_of, service_of, service_row, services_of_town


@blueprint.get("/console/<code>/bridges")
@for_officers
def show_bridges(code: MunicipalityCode) -> str:
    with current_platform().db.read() as session:
        rows = services_of_town(session, code)
    return page("bridges/desk.html", code, rows=rows)


@blueprint.get("/console/<code>/bridges/<client_id>")
@for_officers
def show_bridge(code: MunicipalityCode, client_id: str) -> str:
    """Raises: NotFound."""
    platform, service = current_platform(), service_of_town(code, client_id)
    shown, older_than = wished_state(), request.args.get("before", 0, type=int)
    with platform.db.read() as session:
        row, acts = service_row(session, service), acts_of(session, service.id)
        found = list_events(session, service.id, shown, older_than)
    names = platform.points.directory.names({act.actor for act in acts})
    contact = platform.points.bridges.register.contact(service)
    terms = platform.openid.keep_client.terms(client_id)
    values = {"row": row, "service": service, "acts": acts, "found": found, "state": shown, "names": names}
    if request.headers.get("HX-Request"):
        return render_template("bridges/_log.html", code=str(code), **values)
    return page(
        "bridges/service.html",
        code,
        contact=contact,
        towns=town_names(service.towns),
        tickets=told_tickets(service),
        check_ins=check_in_places(service),
        sign_in=terms.scopes if terms else None,
        **values,
    )


@blueprint.post("/console/<code>/bridges/<client_id>/state")
@for_officers
def turn_bridge(code: MunicipalityCode, client_id: str) -> Response:
    """Live, or back to test. Raises: NotFound."""
    register, officer = current_platform().points.bridges.register, current_account().address
    try:
        if request.form.get("state") == "live":
            register.go_live(code, officer, client_id)
            flash(_("本番にしました。これから届くイベントは、実在の人のポイントにつながります。"), "success")
        else:
            register.back_to_test(code, officer, client_id)
            flash(_("テストに戻しました。実在の人のイベントは処理されません。"), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return redirect(url_for("bridges.show_bridge", code=code, client_id=client_id), 303)


@blueprint.post("/console/<code>/bridges/<client_id>/stop")
@for_officers
def stop_bridge(code: MunicipalityCode, client_id: str) -> Response:
    """Raises: NotFound."""
    reason = request.form.get("reason", "")
    try:
        current_platform().points.bridges.register.stop(code, current_account().address, client_id, reason)
        flash(_("連携を止めました。このサービスのイベントは受け付けません。"), "success")
    except Invalid as error:
        flash(sentence(error), "error")
    return redirect(url_for("bridges.show_bridge", code=code, client_id=client_id), 303)


def service_of_town(code: MunicipalityCode, client_id: str) -> ConnectedService:
    """Raises: NotFound, also for another town's."""
    with current_platform().db.read() as session:
        service = service_of(session, client_id)
    if service.municipality != code:
        raise NotFound("service", client_id)
    return service


def told_tickets(service: ConnectedService) -> list[TicketService]:
    """Those whose sales the service hears of."""
    with current_platform().db.read() as session:
        own = services_of(session, service.municipality)
    return [one for one in own if one.number in service.ticket_services]


def check_in_places(service: ConnectedService) -> list[TicketPlace]:
    """Where the service may check tickets in."""
    with current_platform().db.read() as session:
        places = ticket_places(session, services_of(session, service.municipality))
    return [one for one in places if list(one.key) in service.check_ins]


def town_names(codes: list[str]) -> dict[str, object]:
    platform = current_platform()
    with platform.db.read() as session:
        found = platform.municipalities.by_code(session, [MunicipalityCode(code) for code in codes])
    return {code: found.get(MunicipalityCode(code)) for code in codes}


def wished_state() -> EventState | None:
    """Of the events that somebody wants to see; None: all."""
    wish = request.args.get("state", "")
    return EventState(wish) if wish in set(EventState) else None
