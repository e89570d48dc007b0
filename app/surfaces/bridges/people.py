"""Who works on a service's pages: its vendor's people name others, and take the access of those who left."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.bridges import blueprint
from app.surfaces.bridges.vendors import for_vendors
from app.wiring import current_platform
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import parse_address
from points.bridges.models import ConnectedService


@blueprint.get("/services/<client_id>/people")
@for_vendors
def show_people(service: ConnectedService) -> str:
    return _page(service)


@blueprint.post("/services/<client_id>/people")
@limiter.limit("20 per hour")
@for_vendors
def add_person(service: ConnectedService) -> Response | tuple[str, int]:
    email = request.form.get("email", "")
    try:
        current_platform().points.bridges.people.add(service, current_account().address, email)
    except (Invalid, Conflict) as error:
        return _page(service, email, sentence(error)), status_of(error)
    flash(_("%(email)s を加えました。案内のメールを送りました。", email=email.strip()), "success")
    return _back(service)


@blueprint.post("/services/<client_id>/people/removal")
@for_vendors
def remove_person(service: ConnectedService) -> Response:
    """Raises: NotFound."""
    try:
        person = parse_address(request.form.get("person", ""))
    except Invalid:
        raise NotFound("person", "") from None
    try:
        current_platform().points.bridges.people.remove(service, current_account().address, person)
        flash(_("担当者から外しました。この人には、もうこの画面が見えません。"), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return _back(service)


def _page(service: ConnectedService, email: str = "", error: str = "") -> str:
    platform = current_platform()
    people = platform.points.bridges.people.of(service)
    contacts = platform.wallet.contacts(people)
    return render_template(
        "bridges/people.html",
        service=service,
        people=[(person, contacts[person].email) for person in people if person in contacts],
        me=current_account().address,
        email=email,
        error=error,
    )


def _back(service: ConnectedService) -> Response:
    return redirect(url_for("bridges.show_people", client_id=service.client_id), 303)
