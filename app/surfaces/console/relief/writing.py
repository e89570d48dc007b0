"""An officer writes a disaster down, with a new program for it or one that there is."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.i18n import day, localized
from app.surfaces.console import blueprint
from app.surfaces.console.forms import Typed, read_day, read_number
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.programs import areas_with, ask_program_signature
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid, NotFound
from chain.ids import MunicipalityCode
from chain.prefectures import prefecture_of
from chain.units import Points
from points.models import ProgramState
from points.queries.programs import ProgramView, find_program, list_programs
from points.queries.relief import view_relief
from points.services.create_program import ProgramTerms
from points.services.relief.write_relief import ReliefTerms

FIELDS = (
    "name_ja",
    "name_en",
    "struck_on",
    "each",
    "expiry_day",
    "with_shelters",
    "per_household",
    "program",
    "area_id",
)
_USUAL_LIFE = timedelta(days=90)
_LEAST_CAP, _ROOM = 1_000, 2  # people that a new program is large enough for, and how often those known now


@blueprint.get("/console/<code>/relief/new")
@for_officers
def new_relief(code: MunicipalityCode) -> str:
    today = business_date(current_platform().clock.now())
    given = {
        "struck_on": today.isoformat(),
        "expiry_day": (today + _USUAL_LIFE).isoformat(),
        "with_shelters": "1",
        "program": "new",
    }
    return _form(code, Typed.of(FIELDS, given), [])


@blueprint.post("/console/<code>/relief")
@for_officers
def create_relief(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    typed, others = Typed.of(FIELDS, request.form), request.form.getlist("others")
    terms = _terms(code, typed, others)
    if terms is not None:
        try:
            return _write(code, typed, terms)
        except Invalid as error:
            typed.refuse(error, "program")
        except NotFound:
            typed.errors["program"] = _("事業を選び直してください。")
        except Conflict as error:
            typed.errors["name_ja"] = sentence(error)
    return _form(code, typed, others), 422


@blueprint.post("/console/<code>/relief/<int:relief_id>/program-signature")
@for_officers
def sign_relief_program(code: MunicipalityCode, relief_id: int) -> AnyResponse:
    """The program's signature that was left out when the disaster was written down. Raises: NotFound."""
    platform = current_platform()
    with platform.db.read() as session:
        view = view_relief(session, code, relief_id, business_date(platform.clock.now()))
    try:
        asked = platform.points.create_program.resume(code, view.program.id)
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(_address(code, relief_id), 303)
    return ask_program_signature(code, asked, view.program, _address(code, relief_id))


def _write(code: MunicipalityCode, typed: Typed, terms: ReliefTerms) -> AnyResponse:
    """Raises: Invalid, NotFound, ReliefRefused."""
    platform, officer = current_platform(), current_account().address
    writing, today = platform.points.relief.write, business_date(platform.clock.now())
    writing.check_new(code, terms)
    if typed.values["program"] == "new":
        program = _program(code, typed, terms)
        asked = platform.points.create_program.prepare(code, officer, program)
        number = writing.write(code, officer, terms, int(asked.subject))
        return ask_program_signature(code, asked, program, _address(code, number))
    with platform.db.read() as session:
        chosen = find_program(session, code, read_number(typed.values["program"]), today)
    if not _fits(chosen):
        raise Invalid("program", "unknown")
    if chosen.last_day < terms.expiry_day:
        raise Invalid("expiry_day", "after_program", last_day=chosen.last_day)
    return redirect(_address(code, writing.write(code, officer, terms, chosen.id)), 303)


def _program(code: MunicipalityCode, typed: Typed, terms: ReliefTerms) -> ProgramTerms:
    """Room for twice the people known now, as more come to the shelters. Raises: Invalid (area_id)."""
    platform = current_platform()
    with platform.db.read() as session:
        towns = [code, *terms.others]
        known = len(platform.points.relief.people.residents.persons(session, towns, platform.clock.now()))
    people = max(_LEAST_CAP, known * _ROOM)
    return ProgramTerms(
        name_ja=f"{terms.name_ja.strip()} 支援ポイント",
        name_en=f"Relief points: {terms.name_en.strip() or terms.name_ja.strip()}",
        description="",
        area_id=read_number(typed.values["area_id"]),
        cap=Points(people * int(terms.each)),
        first_day=business_date(platform.clock.now()),
        last_day=terms.expiry_day,
    )


def _terms(code: MunicipalityCode, typed: Typed, others: list[str]) -> ReliefTerms | None:
    each = typed.read("each", Points.parse)
    struck_on, expiry_day = typed.read("struck_on", read_day), typed.read("expiry_day", read_day)
    if each is None or struck_on is None or expiry_day is None:
        return None
    known = {str(one) for one, _words in _neighbours(code)}
    return ReliefTerms(
        name_ja=typed.values["name_ja"],
        name_en=typed.values["name_en"],
        struck_on=struck_on,
        each=each,
        expiry_day=expiry_day,
        with_shelters=typed.values["with_shelters"] == "1",
        per_household=typed.values["per_household"] == "1",
        others=tuple(MunicipalityCode(one) for one in others if one in known),
    )


def _form(code: MunicipalityCode, typed: Typed, others: list[str]) -> str:
    platform, now = current_platform(), current_platform().clock.now()
    with platform.db.read() as session:
        areas = areas_with(code, platform.municipalities.areas(session))
        towns = platform.municipalities.by_code(session, {one for area in areas for one in area.codes})
        programs = [one for one in list_programs(session, code, business_date(now)) if _fits(one)]
        residents = len(platform.points.relief.people.residents.persons(session, [code], now))
    typed.values["area_id"] = typed.values["area_id"] or (str(areas[0].id) if areas else "")
    return page(
        "console/relief/new.html",
        code,
        typed=typed,
        others=others,
        areas=areas,
        towns=towns,
        neighbours=_neighbours(code),
        programs=[(one.id, _program_words(one)) for one in programs],
        residents=residents,
    )


def _fits(program: ProgramView) -> bool:
    """Relief is free, and also for people whose identity was never checked."""
    return program.state is ProgramState.OPEN and not program.is_paid and not program.is_verified_only


def _program_words(program: ProgramView) -> str:
    return str(_("%(name)s（%(last)s まで）", name=localized(program, "name"), last=day(program.last_day)))


def _neighbours(code: MunicipalityCode) -> list[tuple[MunicipalityCode, str]]:
    """Towns of the same prefecture, and those that share an area with this one."""
    platform = current_platform()
    with platform.db.read() as session:
        areas = areas_with(code, platform.municipalities.areas(session))
        near = {one for area in areas for one in area.codes}
        towns = platform.municipalities.all(session)
    prefecture = prefecture_of(code)
    found = [one for one in towns if one.code != code and (one.code in near or prefecture_of(one.code) == prefecture)]
    return [(one.code, localized(one, "name")) for one in found]


def _address(code: MunicipalityCode, number: int) -> str:
    return url_for("console.show_relief", code=code, relief_id=number)
