"""One event, for the town's officers and for the vendor's people: what it said, what is wrong, and once more."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.surfaces.bridges import blueprint
from app.surfaces.bridges.desk import service_of_town
from app.surfaces.bridges.vendors import for_vendors
from app.surfaces.console.office import for_officers
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from points.bridges.models import ConnectedService
from points.bridges.rules.queries.decisions import decisions_about


@blueprint.get("/console/<code>/bridges/<client_id>/events/<int:event_id>")
@for_officers
def show_town_event(code: MunicipalityCode, client_id: str, event_id: int) -> str:
    """Raises: NotFound."""
    service = service_of_town(code, client_id)
    with current_platform().db.read() as session:
        verdicts = decisions_about(session, event_id, code)
    return _page(service, event_id, url_for("bridges.show_bridge", code=code, client_id=client_id), verdicts=verdicts)


@blueprint.post("/console/<code>/bridges/<client_id>/events/<int:event_id>")
@for_officers
def repair_town_event(code: MunicipalityCode, client_id: str, event_id: int) -> Response:
    """Raises: NotFound."""
    return _repair(service_of_town(code, client_id), event_id)


@blueprint.get("/services/<client_id>/events/<int:event_id>")
@for_vendors
def show_event(service: ConnectedService, event_id: int) -> str:
    """Raises: NotFound."""
    return _page(service, event_id, url_for("bridges.show_portal", client_id=service.client_id))


@blueprint.post("/services/<client_id>/events/<int:event_id>")
@for_vendors
def repair_event(service: ConnectedService, event_id: int) -> Response:
    """Raises: NotFound."""
    return _repair(service, event_id)


def _page(service: ConnectedService, event_id: int, back: str, **more: object) -> str:
    view = current_platform().points.bridges.event(service, event_id)
    return render_template("bridges/event.html", service=service, view=view, event=view.event, back=back, **more)


def _repair(service: ConnectedService, event_id: int) -> Response:
    """Once more, or given up; then the same page."""
    repair, actor = current_platform().points.bridges.repair, current_account().address
    try:
        if request.form.get("way") == "drop":
            repair.drop(service, event_id, actor)
        else:
            repair.replay(service, event_id, actor, request.form.get("subject", ""))
            flash(_("もう一度処理します。数秒で結果が出ます。"), "success")
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
    return redirect(request.path, 303)
