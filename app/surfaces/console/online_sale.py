"""Selling the points of a paid program on the web: opened and closed by an officer."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points


@blueprint.post("/console/<code>/programs/<int:program_id>/online-sale")
@for_officers
def open_online_sale(code: MunicipalityCode, program_id: int) -> Response:
    try:
        at_once, a_month = (Points.parse(request.form.get(name, "")) for name in ("most_at_once", "most_a_month"))
        sale = current_platform().points.online.keep_sale
        sale.open(code, current_account().address, program_id, at_once, a_month)
        flash(_("オンラインのチャージを始めました。"), "success")
    except (Conflict, Invalid) as refusal:
        flash(sentence(refusal), "error")
    return redirect(url_for("console.show_program", code=code, program_id=program_id) + "#online-sale", 303)


@blueprint.post("/console/<code>/programs/<int:program_id>/online-sale/end")
@for_officers
def close_online_sale(code: MunicipalityCode, program_id: int) -> Response:
    current_platform().points.online.keep_sale.close(code, program_id)
    flash(_("オンラインのチャージを終えました。支払われたものは、そのまま発行されます。"), "success")
    return redirect(url_for("console.show_program", code=code, program_id=program_id) + "#online-sale", 303)
