"""An announced rate is withdrawn, or converting ends."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.i18n import day
from app.surfaces.console.office import for_officers, page
from app.surfaces.conversions import blueprint
from app.surfaces.conversions.desk import standing_of
from app.wiring import current_platform
from chain.errors import Conflict
from chain.ids import MunicipalityCode


@blueprint.post("/console/<code>/conversions/<client_id>/rates/<int:rule_id>/withdrawal")
@for_officers
def withdraw_rate(code: MunicipalityCode, client_id: str, rule_id: int) -> Response:
    """Raises: NotFound."""
    try:
        current_platform().points.conversion.keep.withdraw(code, current_account().address, client_id, rule_id)
        flash(_("予告した率を取り消しました。"), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return _back(code, client_id)


@blueprint.get("/console/<code>/conversions/<client_id>/end")
@for_officers
def ask_end(code: MunicipalityCode, client_id: str) -> str:
    """Raises: NotFound."""
    return page("conversions/end.html", code, **standing_of(code, client_id))


@blueprint.post("/console/<code>/conversions/<client_id>/end")
@for_officers
def end_conversion(code: MunicipalityCode, client_id: str) -> Response:
    """Raises: NotFound."""
    try:
        first = current_platform().points.conversion.keep.end(code, current_account().address, client_id)
        flash(_("%(day)sから、このアプリのポイントは替えられなくなります。", day=day(first)), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return _back(code, client_id)


def _back(code: MunicipalityCode, client_id: str) -> Response:
    return redirect(url_for("conversions.show_service", code=code, client_id=client_id), 303)
