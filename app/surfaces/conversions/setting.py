"""An officer sets a rate: the form, what it would mean before anything is done, and the press that does it."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence, status_of
from app.i18n import day
from app.surfaces.console.forms import Typed, read_count, read_day
from app.surfaces.console.office import for_officers, page
from app.surfaces.conversions import blueprint
from app.surfaces.conversions.desk import standing_of
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from chain.units import Points
from points.models import ConversionRule, ProgramState
from points.models.conversion import convert
from points.queries.programs import ProgramView, list_programs
from points.services.conversion.keep_conversion import ConversionTerms

_FIELDS = ("program", "app_points", "common_points", "least", "most_a_day", "most_a_month", "budget", "first_day")
Answer = Response | tuple[str, int] | str


@blueprint.get("/console/<code>/conversions/<client_id>/rate")
@for_officers
def edit_rate(code: MunicipalityCode, client_id: str) -> str:
    """Begins with what holds, or with what towns often start with. Raises: NotFound."""
    standing = standing_of(code, client_id)
    last: ConversionRule | None = standing["rate"].coming or standing["rate"].now
    first = standing["today"] + timedelta(days=1 if standing["rate"].now else 0)
    known = {"app_points": "10", "common_points": "8", "least": "100", "most_a_day": "1000"}
    known |= {"most_a_month": "3000", "budget": "100000"}
    if last is not None:
        known = {name: str(int(getattr(last, name))) for name in known} | {"program": str(last.program_id)}
    return _form(code, client_id, Typed.of(_FIELDS, known | {"first_day": first.isoformat()}))


@blueprint.post("/console/<code>/conversions/<client_id>/rate/check")
@for_officers
def check_rate(code: MunicipalityCode, client_id: str) -> Answer:
    """What the rate would mean, or the form once more. Raises: NotFound."""
    typed = Typed.of(_FIELDS, request.form)
    if request.form.get("back"):
        return _form(code, client_id, typed)
    terms = _terms(typed)
    if terms is None:
        return _form(code, client_id, typed), 422
    keep = current_platform().points.conversion.keep
    try:
        keep.check(code, current_account().address, client_id, terms)
    except Invalid as error:
        typed.refuse(error, "app_points")
        return _form(code, client_id, typed), 422
    except Conflict as error:
        return _form(code, client_id, typed, sentence(error)), status_of(error)
    example = convert(max(terms.least, terms.app_points * 10), terms)
    return page(
        "conversions/check.html", code, typed=typed, terms=terms, example=example,
        last_day_before=terms.first_day - timedelta(days=1),
        program=next(one for one in _programs(code) if one.id == terms.program_id), **standing_of(code, client_id),
    )  # fmt: skip


@blueprint.post("/console/<code>/conversions/<client_id>/rate")
@for_officers
def set_rate(code: MunicipalityCode, client_id: str) -> Answer:
    """Raises: NotFound."""
    typed = Typed.of(_FIELDS, request.form)
    terms = _terms(typed)
    if terms is None:
        return _form(code, client_id, typed), 422
    keep = current_platform().points.conversion.keep
    try:
        keep.set_rate(code, current_account().address, client_id, terms)
    except Invalid as error:
        typed.refuse(error, "app_points")
        return _form(code, client_id, typed), 422
    except Conflict as error:
        return _form(code, client_id, typed, sentence(error)), status_of(error)
    flash(_("%(day)sからの率を決めました。", day=day(terms.first_day)), "success")
    return redirect(url_for("conversions.show_service", code=code, client_id=client_id), 303)


def _terms(typed: Typed) -> ConversionTerms | None:
    numbers = {name: typed.read(name, read_count) for name in ("app_points", "common_points", "least")}
    amounts = {name: typed.read(name, Points.parse) for name in ("most_a_day", "most_a_month", "budget")}
    program, first_day = typed.read("program", read_count), typed.read("first_day", read_day)
    if typed.errors or program is None or first_day is None:
        return None
    return ConversionTerms(program_id=program, first_day=first_day, **numbers, **amounts)  # type: ignore[arg-type]


def _programs(code: MunicipalityCode) -> list[ProgramView]:
    """Into which it can be turned: given away, and open."""
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        every = list_programs(session, code, today)
    return [one for one in every if one.state == ProgramState.OPEN and not one.is_paid and one.last_day >= today]


def _form(code: MunicipalityCode, client_id: str, typed: Typed, refusal: str = "") -> str:
    """Raises: NotFound."""
    standing = standing_of(code, client_id)
    return page("conversions/form.html", code, typed=typed, refusal=refusal, choices=_programs(code), **standing)
