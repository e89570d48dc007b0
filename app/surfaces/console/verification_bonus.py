"""Points on top for an identity check, in a program's page: offered, changed and ended by an officer."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence, status_of
from app.surfaces.console import blueprint
from app.surfaces.console.forms import read_day
from app.surfaces.console.office import for_officers
from app.surfaces.console.programs import program_page
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points
from points.services.bonuses.keep_bonus import BonusTerms


@blueprint.post("/console/<code>/programs/<int:program_id>/verification-bonus")
@for_officers
def open_verification_bonus(code: MunicipalityCode, program_id: int) -> Response | tuple[str, int]:
    try:
        keep = current_platform().points.bonuses.keep
        keep.open(code, current_account().address, program_id, _terms())
        flash(_("本人確認の上乗せを始めました。"), "success")
    except (Conflict, Invalid) as refusal:
        return program_page(code, program_id, request.form, sentence(refusal)), status_of(refusal)
    return _back(code, program_id)


@blueprint.post("/console/<code>/programs/<int:program_id>/verification-bonus/end")
@for_officers
def close_verification_bonus(code: MunicipalityCode, program_id: int) -> Response:
    """Raises: NotFound."""
    current_platform().points.bonuses.keep.close(code, program_id)
    flash(_("本人確認の上乗せを終えました。受け取った人のポイントは、そのまま届きます。"), "success")
    return _back(code, program_id)


def _terms() -> BonusTerms:
    """Raises: Invalid."""
    typed = request.form
    percent, most_each, budget = (Points.parse(typed.get(name, "")) for name in ("percent", "most_each", "budget"))
    last_day = read_day(typed.get("last_day", ""))
    return BonusTerms(int(percent), most_each, budget, last_day, typed.get("whom") == "residents")


def _back(code: MunicipalityCode, program_id: int) -> Response:
    return redirect(url_for("console.show_program", code=code, program_id=program_id) + "#bonus", 303)
