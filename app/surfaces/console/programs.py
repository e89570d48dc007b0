"""Point programs: open one, look at one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account
from app.errors import sentence
from app.i18n import day, localized, points
from app.signing import completes
from app.surfaces.console import blueprint
from app.surfaces.console.budgets import shown_budget
from app.surfaces.console.forms import Typed, read_day, read_number
from app.surfaces.console.home import whereabouts_of
from app.surfaces.console.office import for_officers, for_readers, page, to_signature
from app.surfaces.console.words import LEGAL_CLASSES
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode
from chain.municipalities import Area
from chain.units import Points
from points.models import OnlineSale, VerificationBonus
from points.models.program import legal_class
from points.queries.bonus_totals import bonus_totals
from points.queries.burn_down import burn_down
from points.queries.campaigns import program_campaigns
from points.queries.merchants import merchant_names, spent_by_merchant
from points.queries.online_sales import sold_online
from points.queries.programs import ProgramView, find_program
from points.services.create_program import ProgramTerms
from points.signing import ToSign

FIELDS = ("name_ja", "name_en", "description", "area_id", "cap", "first_day", "last_day", "is_paid", "is_verified_only")


@blueprint.get("/console/<code>/programs/new")
@for_officers
def new_program(code: MunicipalityCode) -> str:
    today = business_date(current_platform().clock.now())
    started = {"first_day": today.isoformat(), "last_day": (today + timedelta(days=180)).isoformat()}
    return _form(code, Typed.of(FIELDS, started))


@blueprint.post("/console/<code>/programs")
@for_officers
def create_program(code: MunicipalityCode) -> AnyResponse | tuple[str, int]:
    typed = Typed.of(FIELDS, request.form)
    terms = _terms(typed)
    if terms is not None:
        try:
            asked = current_platform().points.create_program.prepare(code, current_account().address, terms)
            return ask_program_signature(code, asked, terms)
        except Invalid as error:
            typed.refuse(error)
    return _form(code, typed), 422


@blueprint.get("/console/<code>/programs/<int:program_id>")
@for_readers
def show_program(code: MunicipalityCode, program_id: int) -> str:
    return program_page(code, program_id)


def program_page(
    code: MunicipalityCode, program_id: int, typed: Mapping[str, str] | None = None, error: str = ""
) -> str:
    """`typed` and `error`: of the form of the bonus for identity checks."""
    platform = current_platform()
    today = business_date(platform.clock.now())
    with platform.db.read() as session:
        program = find_program(session, code, program_id, today)
        campaigns = program_campaigns(session, program_id)
        areas = {area.id: area for area in platform.municipalities.areas(session)}
        area = areas.get(program.area_id)
        towns = platform.municipalities.by_code(session, area.codes if area else [])
        spent = spent_by_merchant(session, program_id)
        merchants = merchant_names(session, spent.keys())
        budget = burn_down(session, [program], today)
        online_sale, sold = session.get(OnlineSale, program_id), sold_online(session, program_id)
        bonus, given = session.get(VerificationBonus, program_id), bonus_totals(session, program_id)
    return page(
        "console/program.html",
        code,
        program=program,
        spent=spent,
        merchants=merchants,
        campaigns=campaigns,
        area=area,
        towns=list(towns.values()),
        whereabouts=whereabouts_of(program),
        receivers=receiver_words(program.is_verified_only),
        legal_words=LEGAL_CLASSES[program.legal_class],
        budget=shown_budget(budget),
        online_sale=online_sale,
        sold=sold,
        bonus=bonus,
        bonus_totals=given,
        typed_bonus=typed or {},
        bonus_error=error,
    )


@blueprint.post("/console/<code>/programs/<int:program_id>/signature")
@for_officers
def sign_program(code: MunicipalityCode, program_id: int) -> AnyResponse:
    """The signature that was left out when the program was written."""
    platform = current_platform()
    try:
        asked = platform.points.create_program.resume(code, program_id)
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
        return redirect(url_for("console.show_program", code=code, program_id=program_id), 303)
    with platform.db.read() as session:
        program = find_program(session, code, program_id, business_date(platform.clock.now()))
    return ask_program_signature(code, asked, program)


@completes("points.program")
def open_program(subject: str, signature: bytes, signer: Address) -> None:
    current_platform().points.create_program.complete(subject, signature, signer)


def _form(code: MunicipalityCode, typed: Typed) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        areas = areas_with(code, platform.municipalities.areas(session))
        towns = platform.municipalities.by_code(session, {one for area in areas for one in area.codes})
    return page("console/program_new.html", code, typed=typed, areas=areas, towns=towns)


def receiver_words(is_verified_only: bool) -> str:
    return str(_("本人確認を終えた人だけ") if is_verified_only else _("だれでも"))


def areas_with(code: MunicipalityCode, areas: list[Area]) -> list[Area]:
    """Those this municipality is part of."""
    return [area for area in areas if code in area.codes]


def _terms(typed: Typed) -> ProgramTerms | None:
    area_id = typed.read("area_id", read_number)
    cap = typed.read("cap", Points.parse)
    first_day, last_day = typed.read("first_day", read_day), typed.read("last_day", read_day)
    if area_id is None or cap is None or first_day is None or last_day is None:
        return None
    return ProgramTerms(
        name_ja=typed.values["name_ja"],
        name_en=typed.values["name_en"],
        description=typed.values["description"],
        area_id=area_id,
        cap=cap,
        first_day=first_day,
        last_day=last_day,
        is_paid=typed.values["is_paid"] == "1",
        is_verified_only=typed.values["is_verified_only"] == "1",
    )


def ask_program_signature(
    code: MunicipalityCode, asked: ToSign, terms: ProgramTerms | ProgramView, return_to: str = ""
) -> AnyResponse:
    """Afterwards to the program's page, or to `return_to`."""
    platform = current_platform()
    with platform.db.read() as session:
        area = next(one for one in platform.municipalities.areas(session) if one.id == terms.area_id)
        towns = platform.municipalities.by_code(session, area.codes)
    legal = legal_class(terms.is_paid, terms.first_day, terms.last_day)
    return to_signature(
        asked.typed_data,
        title=_("ポイント事業を始めます"),
        words=[
            (_("事業の名前"), terms.name_ja),
            (_("使える地域"), _("、").join(localized(town, "name") for town in towns.values())),
            (_("発行の上限"), points(terms.cap)),
            (_("期間"), _("%(first)s から %(last)s まで", first=day(terms.first_day), last=day(terms.last_day))),
            (_("受け取れる人"), receiver_words(terms.is_verified_only)),
            (_("法令上の区分"), str(LEGAL_CLASSES[legal][0])),
        ],
        consequence=_("始めた事業の名前・地域・上限・期間・受け取れる人は、あとから変えられません。"),
        purpose="points.program",
        subject=asked.subject,
        return_to=return_to or url_for("console.show_program", code=code, program_id=int(asked.subject)),
    )
