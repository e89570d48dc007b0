"""An officer invites a service, and changes what it may send."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.surfaces.bridges import blueprint
from app.surfaces.bridges.desk import service_of_town
from app.surfaces.console.forms import Typed
from app.surfaces.console.office import for_officers, page
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from marketplace.models.tickets.services import TicketService
from marketplace.queries.tickets.places import TicketPlace, ticket_places
from marketplace.queries.tickets.services import services_of
from points.bridges.catalogue import EVENT_TYPES
from points.bridges.services.register_service import ServiceEntry

_FIELDS = ("name_ja", "name_en", "purpose", "email")


@blueprint.get("/console/<code>/bridges/new")
@for_officers
def new_bridge(code: MunicipalityCode) -> str:
    return _form(code, Typed.of(_FIELDS, {}), ServiceEntry("", "", "", [], [str(code)]))


@blueprint.post("/console/<code>/bridges")
@for_officers
def invite_bridge(code: MunicipalityCode) -> Response | tuple[str, int]:
    typed, entry = _typed(code)
    try:
        client_id = current_platform().points.bridges.register.invite(code, current_account().address, entry)
    except Invalid as error:
        typed.refuse(error, _field(error, "email"))
        return _form(code, typed, entry), 422
    flash(_("招待しました。%(email)s に、接続のページの案内を送りました。", email=entry.email.strip()), "success")
    return redirect(url_for("bridges.show_bridge", code=code, client_id=client_id), 303)


@blueprint.get("/console/<code>/bridges/<client_id>/terms")
@for_officers
def show_terms(code: MunicipalityCode, client_id: str) -> str:
    """Raises: NotFound."""
    service = service_of_town(code, client_id)
    known = {"name_ja": service.name_ja, "name_en": service.name_en, "purpose": service.purpose}
    check_ins = [(number, place) for number, place in service.check_ins]
    entry = ServiceEntry("", "", "", service.event_types, service.towns, "", service.ticket_services, check_ins)
    return _form(code, Typed.of(_FIELDS, known), entry, client_id)


@blueprint.post("/console/<code>/bridges/<client_id>/terms")
@for_officers
def change_terms(code: MunicipalityCode, client_id: str) -> Response | tuple[str, int]:
    """Raises: NotFound."""
    typed, entry = _typed(code)
    try:
        current_platform().points.bridges.register.change(code, current_account().address, client_id, entry)
    except Invalid as error:
        typed.refuse(error, _field(error, "name_ja"))
        return _form(code, typed, entry, client_id), 422
    flash(_("登録内容を変えました。"), "success")
    return redirect(url_for("bridges.show_bridge", code=code, client_id=client_id), 303)


def _field(error: Invalid, otherwise: str) -> str:
    return error.field if error.field == "event_types" else otherwise


def _typed(code: MunicipalityCode) -> tuple[Typed, ServiceEntry]:
    """Tickets that another town sells are as if they had not been chosen."""
    typed = Typed.of(_FIELDS, request.form)
    values = typed.values
    types, towns = request.form.getlist("event_types"), request.form.getlist("towns")
    own = {one.number for one in _ticket_services(code)}
    tickets = sorted(own.intersection(request.form.getlist("ticket_services", type=int)))
    check_ins = [one.key for one in _ticket_places(code) if _key(one) in request.form.getlist("check_ins")]
    return typed, ServiceEntry(
        values["name_ja"], values["name_en"], values["purpose"], types, towns, values["email"], tickets, check_ins
    )


def _ticket_services(code: MunicipalityCode) -> Sequence[TicketService]:
    with current_platform().db.read() as session:
        return services_of(session, code)


def _ticket_places(code: MunicipalityCode) -> Sequence[TicketPlace]:
    with current_platform().db.read() as session:
        return ticket_places(session, services_of(session, code))


def _key(place: TicketPlace) -> str:
    """As a form sends it."""
    return "{}:{}".format(*place.key)


def _form(code: MunicipalityCode, typed: Typed, entry: ServiceEntry, client_id: str = "") -> str:
    platform = current_platform()
    with platform.db.read() as session:
        all_towns = platform.municipalities.all(session)
    return page(
        "bridges/form.html",
        code,
        typed=typed,
        entry=entry,
        all_tickets=_ticket_services(code),
        all_places=[(_key(one), one) for one in _ticket_places(code)],
        all_types=EVENT_TYPES,
        all_towns=all_towns,
        client_id=client_id,
    )
