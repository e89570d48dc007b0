"""A vendor's person tries an event from the page."""

from __future__ import annotations

import json
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.bridges import blueprint
from app.surfaces.bridges.vendors import for_vendors
from app.wiring import current_platform
from chain.errors import MusubiError, NotFound
from points.bridges.catalogue import event_type
from points.bridges.errors import EventRefused
from points.bridges.models import ConnectedService
from points.bridges.problem import Problem
from points.bridges.sandbox import TEST_SUBJECTS


@blueprint.get("/services/<client_id>/tests/<kind>")
@for_vendors
def new_test(service: ConnectedService, kind: str) -> str:
    """Raises: NotFound."""
    found = event_type(kind)
    if found is None or kind not in service.event_types:
        raise NotFound("event_type", kind)
    return _form(service, kind, json.dumps(dict(found.example), ensure_ascii=False, indent=2), TEST_SUBJECTS[0])


@blueprint.post("/services/<client_id>/tests/<kind>")
@limiter.limit("60 per minute")
@for_vendors
def send_test(service: ConnectedService, kind: str) -> Response | tuple[str, int]:
    data, subject = request.form.get("data", ""), request.form.get("subject", "")
    try:
        current_platform().points.bridges.send_test.send(service, kind, subject, data)
    except MusubiError as error:
        problems: Sequence[Problem] = error.problems if isinstance(error, EventRefused) else []
        return _form(service, kind, data, subject, sentence(error), problems), status_of(error)
    flash(_("イベントを送りました。記録に出ています。"), "success")
    return redirect(url_for("bridges.show_portal", client_id=service.client_id) + "#log", 303)


def _form(
    service: ConnectedService, kind: str, data: str, subject: str, error: str = "", problems: Sequence[Problem] = ()
) -> str:
    subjects = [(one, one) for one in TEST_SUBJECTS]
    return render_template(
        "bridges/test.html",
        service=service,
        kind=kind,
        data=data,
        subject=subject,
        subjects=subjects,
        error=error,
        problems=problems,
    )
