"""An officer writes a service: what it is, its fares, its calendar; looks at the slots, saves. Errors lose nothing."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.tickets.calendar_form import CalendarForm
from app.surfaces.console.tickets.fare_form import CUT_OFFS, FareForm, points_choices
from app.surfaces.console.tickets.service_form import ServiceForm, scenes
from app.surfaces.points.coupon_words import WEEKDAYS
from app.wiring import current_platform
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from marketplace.errors import TownUnknown
from marketplace.models import Kind, Town
from marketplace.models.tickets.details import SERVICE_KINDS
from marketplace.ports import PointsProgram, SalePayee
from marketplace.services.tickets.write_service import ServiceDraft

Page = str | tuple[str, int] | AnyResponse
KIND_LEADS = {
    Kind.TICKET: _l(
        "船や施設の入場。便の時刻ごと、または期間中いつでも使えるチケット。いくつかの施設をまとめた周遊券も。"
    ),
    Kind.STAY: _l("宿の夜をカレンダーで売ります。日ごとの値段、休業日、最短の泊数、宿泊者名簿。"),
    Kind.TOURISM: _l("案内人と日時、定員の決まった体験。現地でも、オンラインでも。"),
}


@blueprint.get("/console/<code>/tickets/new")
@for_officers
def new_service(code: MunicipalityCode) -> str:
    """First the kind, then the form of it."""
    kind = _kind(request.args.get("kind", ""))
    if kind is None:
        return page("console/tickets/kinds.html", code, kinds=[(one, KIND_LEADS[one]) for one in SERVICE_KINDS])
    with current_platform().db.read() as session:
        town = session.get(Town, code)
    return _form(code, ServiceForm.blank(kind, town), FareForm.blank(kind), CalendarForm.blank(kind))


@blueprint.post("/console/<code>/tickets")
@limiter.limit("60 per minute", key_func=per_person)
@for_officers
def create_service(code: MunicipalityCode) -> Page:
    """Saves only the slots that were looked at; anything else shows them."""
    kind = _kind(request.form.get("kind", ""))
    if kind is None:
        abort(404)
    service, fares, calendar = ServiceForm.sent(kind), FareForm.sent(kind), CalendarForm.sent(kind)
    draft = _draft(code, service, fares, calendar)
    if draft is None:
        return _form(code, service, fares, calendar), 422
    if request.form.get("step") != "save" or not calendar.is_as_seen:
        return _form(code, service, fares, calendar)
    try:
        number = current_platform().marketplace.tickets.write.draft(current_account().address, draft)
    except Invalid as error:
        service.typed.refuse(error)
        return _form(code, service, fares, calendar, error=sentence(error)), 422
    except (Conflict, TownUnknown) as error:  # what was typed stays, whatever it is
        return _form(code, service, fares, calendar, error=sentence(error)), status_of(error)
    flash(_("下書きを保存しました。署名すると公開されます。"), "success")
    return redirect(url_for("console.show_desk", code=code, number=number), 303)


def payees_of(code: MunicipalityCode) -> list[SalePayee]:
    return list(current_platform().marketplace.selling.payees.of(code))


def programs_of(code: MunicipalityCode) -> list[PointsProgram]:
    return list(current_platform().marketplace.for_points.till.programs(code))


def form_choices(code: MunicipalityCode) -> dict[str, object]:
    """What the forms of fares and calendars offer."""
    payees = payees_of(code)
    return {
        "payees": payees,
        "shops": [(one.key.partition(":")[2], one) for one in payees if one.key.startswith("shop:")],
        "cut_offs": CUT_OFFS,
        "points_choices": points_choices(programs_of(code)),
        "weekday_names": list(enumerate(WEEKDAYS)),
    }


def _draft(
    code: MunicipalityCode, service: ServiceForm, fares: FareForm, calendar: CalendarForm
) -> ServiceDraft | None:
    """Everything is read before anything is refused, so that all faults show at once."""
    words, detail = service.words(), service.detail()
    plans = fares.read(payees_of(code), programs_of(code))
    times = (service.typed.values.get(name, "") for name in ("check_in", "check_out"))
    filling = calendar.read({}, current_platform().clock.now(), *times)
    if detail is None or filling is None or service.errors or fares.errors:
        return None
    return ServiceDraft(municipality=code, kind=service.kind, detail=detail, fares=plans, slots=filling.slots, **words)


def _kind(text: str) -> Kind | None:
    return next((kind for kind in SERVICE_KINDS if kind.value == text), None)


def _form(
    code: MunicipalityCode, service: ServiceForm, fares: FareForm, calendar: CalendarForm, *, error: str = ""
) -> str:
    is_wrong = bool(service.errors or fares.errors or calendar.typed.errors)
    return page(
        "console/tickets/form.html",
        code,
        form=service,
        kind=service.kind,
        v=service.typed.values,
        errors=service.errors,
        fares=fares,
        calendar=calendar,
        scenes=scenes(),
        error=error or (_("直すところがあります。赤い説明のところを見てください。") if is_wrong else ""),
        **form_choices(code),
    )
