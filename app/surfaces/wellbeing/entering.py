"""An officer enters a year's value, corrects it, or takes it back."""

from __future__ import annotations

import re

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence, status_of
from app.surfaces.console.forms import Typed, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.wellbeing import blueprint
from app.surfaces.wellbeing.desk import standing_of
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from points.analytics.wellbeing.enter_values import Entry
from points.errors import ValueChanged
from points.models.indicator import read_value, written

_FIELDS = ("year", "value", "source", "note", "revision")
Answer = Response | tuple[str, int] | str


@blueprint.get("/console/<code>/wellbeing/<int:indicator_id>/value")
@for_officers
def ask_value(code: MunicipalityCode, indicator_id: int) -> str:
    """Begins with what is known of the year in the address. Raises: NotFound."""
    standing = standing_of(code, indicator_id)
    wish = request.args.get("year", "")
    year = int(wish) if re.fullmatch(r"[0-9]{4}", wish) else standing["this_year"]
    known = standing["view"].of(year)
    given = {"year": str(year), "revision": str(standing["view"].revisions.get(year, 0))}
    if known is not None:
        given |= {"value": written(known.thousandths), "source": known.source, "note": known.note}
    elif standing["view"].latest is not None:
        given |= {"source": standing["view"].latest.source}
    return page("wellbeing/value.html", code, typed=Typed.of(_FIELDS, given), known=known, **standing)


@blueprint.post("/console/<code>/wellbeing/<int:indicator_id>/value")
@for_officers
def enter_value(code: MunicipalityCode, indicator_id: int) -> Answer:
    """Raises: NotFound."""
    typed, is_taken_back = Typed.of(_FIELDS, request.form), request.form.get("do") == "take_back"
    year, revision = typed.read("year", read_number), typed.read("revision", read_number)
    value = None if is_taken_back else typed.read("value", read_value)
    if year is None or revision is None or typed.errors:
        return _form(code, indicator_id, typed), 422
    entry = Entry(year, value, typed.values["source"], typed.values["note"])
    try:
        enter = current_platform().points.wellbeing.enter
        enter.enter(code, current_account().address, indicator_id, entry, revision)
    except Invalid as error:
        typed.refuse(error, "value")
        return _form(code, indicator_id, typed), 422
    except ValueChanged as error:
        typed.errors["revision"] = sentence(error)
        return _form(code, indicator_id, typed), status_of(error)
    taken_back, saved = (
        _("%(year)s年度の値を取り消しました。", year=year),
        _("%(year)s年度の値を保存しました。", year=year),
    )
    flash(taken_back if is_taken_back else saved, "success")
    return redirect(url_for("wellbeing.show_indicator", code=code, indicator_id=indicator_id), 303)


def _form(code: MunicipalityCode, indicator_id: int, typed: Typed) -> str:
    """Where somebody was faster, what they entered stands beside what was typed, and may be changed knowingly.
    Raises: NotFound."""
    standing = standing_of(code, indicator_id)
    year = int(typed.values["year"]) if re.fullmatch(r"[0-9]{4}", typed.values["year"]) else 0
    if "revision" in typed.errors:
        typed.values["revision"] = str(standing["view"].revisions.get(year, 0))
    return page("wellbeing/value.html", code, typed=typed, known=standing["view"].of(year), **standing)
