"""The page of a vendor's people: what to connect with, and a log of what came in that renews itself."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from app.access import current_account
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.bridges import blueprint
from app.surfaces.bridges.desk import check_in_places, told_tickets, town_names, wished_state
from app.surfaces.bridges.samples import sample_event, sample_of
from app.surfaces.bridges.vendors import for_vendors
from app.wiring import current_platform
from chain.errors import Conflict
from points.bridges.catalogue import event_type
from points.bridges.models import ConnectedService
from points.bridges.queries.events import list_events
from points.bridges.queries.services import secrets_of, service_row, webhook_of
from points.bridges.sandbox import TEST_SUBJECTS


@blueprint.get("/services/<client_id>")
@for_vendors
def show_portal(service: ConnectedService) -> str:
    """The page, or for HTMX the log. Raises: NotFound."""
    if request.headers.get("HX-Request"):
        return render_template("bridges/_log.html", service=service, **_log(service))
    return _page(service)


@blueprint.post("/services/<client_id>/secrets")
@limiter.limit("10 per hour")
@for_vendors
def make_secret(service: ConnectedService) -> str | tuple[str, int]:
    """The page with the new secret on it, this once; it stands in no address, cookie or log."""
    latest = request.form.get("latest", 0, type=int)
    try:
        made = current_platform().points.bridges.secrets.make(service.client_id, current_account().address, latest)
    except Conflict as error:
        return _page(service, refusal=sentence(error)), status_of(error)
    return _page(service, new_secret=made)


@blueprint.get("/services/<client_id>/samples/<name>")
@for_vendors
def show_sample(service: ConnectedService, name: str) -> Any:
    """The sample program as a file, ready to run. Raises: NotFound."""
    return sample_of(service, name).as_download()


def _page(service: ConnectedService, **values: Any) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        secrets = secrets_of(session, service.id, platform.clock.now())
        webhook = webhook_of(session, service.id)
    return render_template(
        "bridges/portal.html",
        service=service,
        secrets=secrets,
        webhook=webhook,
        home=platform.settings.public_url.rstrip("/"),
        towns=town_names(service.towns),
        tickets=told_tickets(service),
        check_ins=check_in_places(service),
        types=[kind for name in service.event_types if (kind := event_type(name))],
        subjects=TEST_SUBJECTS,
        samples=[sample_of(service, name) for name in ("python", "curl")],
        example=sample_event(service),
        **_log(service),
        **values,
    )


def _log(service: ConnectedService) -> dict[str, Any]:
    state, older_than = wished_state(), request.args.get("before", 0, type=int)
    with current_platform().db.read() as session:
        return {
            "row": service_row(session, service),
            "found": list_events(session, service.id, state, older_than),
            "state": state,
        }
