"""What is changed of a service that runs: slots added, widened or called off; fares added, closed, reopened."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import current_account, per_person
from app.errors import sentence, status_of
from app.security import limiter
from app.surfaces.console import blueprint
from app.surfaces.console.office import for_officers, page
from app.surfaces.console.tickets.calendar_form import CalendarForm
from app.surfaces.console.tickets.fare_form import FareForm
from app.surfaces.console.tickets.reading import whole
from app.surfaces.console.tickets.signing import sign_act, to_desk
from app.surfaces.console.tickets.writing import form_choices, payees_of, programs_of
from app.surfaces.tickets.words import local, slot_words
from app.wiring import current_platform
from chain.errors import DomainError, NotFound
from chain.ids import MunicipalityCode
from marketplace.models import Kind
from marketplace.models.tickets.errors import ServiceUnknown
from marketplace.models.tickets.services import TicketAct
from marketplace.queries.tickets.desk import ServiceDesk
from marketplace.queries.tickets.services import SlotView
from marketplace.services.tickets.write_service import SlotPlan

Page = str | tuple[str, int] | AnyResponse


@blueprint.route("/console/<code>/tickets/<int:number>/slots/new", methods=["GET", "POST"])
@limiter.limit("60 per minute", key_func=per_person)
@for_officers
def add_slots(code: MunicipalityCode, number: int) -> Page:
    desk, tickets = _desk(code, number), current_platform().marketplace.tickets
    kind, detail = Kind(desk.service.kind), desk.service.typed_detail()
    if request.method == "GET":
        return _calendar(code, desk, CalendarForm.blank(kind))
    form, now = CalendarForm.sent(kind), current_platform().clock.now()
    filling = form.read(tickets.write.known_slots(number), now, detail.check_in, detail.check_out)
    if filling is None:
        return _calendar(code, desk, form), 422
    if request.form.get("step") != "save" or not form.is_as_seen:
        return _calendar(code, desk, form)
    try:
        tickets.write.add_slots(code, number, current_account().address, filling.slots)
    except DomainError as error:
        return _calendar(code, desk, form, error=sentence(error)), status_of(error)
    flash(_("日時を加えました。署名すると公開されます。"), "success")
    return to_desk(code, number)


@blueprint.route("/console/<code>/tickets/<int:number>/fares/new", methods=["GET", "POST"])
@limiter.limit("60 per minute", key_func=per_person)
@for_officers
def add_fare(code: MunicipalityCode, number: int) -> Page:
    desk = _desk(code, number)
    if request.method == "GET":
        return _fare(code, desk, FareForm.blank(Kind(desk.service.kind), 1))
    form = FareForm.sent(Kind(desk.service.kind), 1)
    plans = form.read(payees_of(code), programs_of(code))
    if form.errors:
        return _fare(code, desk, form), 422
    try:
        current_platform().marketplace.tickets.write.add_fare(code, number, current_account().address, plans[0])
    except DomainError as error:
        return _fare(code, desk, form, error=sentence(error)), status_of(error)
    flash(_("料金を加えました。署名すると公開されます。"), "success")
    return to_desk(code, number)


@blueprint.post("/console/<code>/tickets/<int:number>/fares/<int:fare>/state")
@for_officers
def close_fare(code: MunicipalityCode, number: int, fare: int) -> AnyResponse:
    """`state`: closed or open."""
    act = TicketAct.REOPEN_FARE if request.form.get("state") == "open" else TicketAct.CLOSE_FARE
    return _ask(code, number, act, fare)


@blueprint.get("/console/<code>/tickets/<int:number>/slots/<int:slot>")
@for_officers
def show_slot(code: MunicipalityCode, number: int, slot: int) -> str:
    desk = _desk(code, number)
    return _slot_page(code, desk, _slot(desk, slot))


@blueprint.post("/console/<code>/tickets/<int:number>/slots/<int:slot>/capacity")
@for_officers
def change_capacity(code: MunicipalityCode, number: int, slot: int) -> Page:
    desk, typed = _desk(code, number), request.form.get("capacity", "")
    view = _slot(desk, slot)
    try:
        plan = _as_written(view, whole(max(1, view.sold), 100_000)(typed))
        act = current_platform().marketplace.tickets.write.add_slots(code, number, current_account().address, [plan])
    except DomainError as error:
        return _slot_page(code, desk, view, typed=typed, error=sentence(error)), status_of(error)
    return sign_act(code, number, act)


@blueprint.get("/console/<code>/tickets/<int:number>/slots/<int:slot>/cancellation")
@for_officers
def ask_slot_cancellation(code: MunicipalityCode, number: int, slot: int) -> Page:
    """How many tickets are out, and that all of them come back in full."""
    desk = _desk(code, number)
    view = _slot(desk, slot)
    if view.is_cancelled:
        return redirect(url_for("console.show_slot", code=code, number=number, slot=slot), 303)
    return page(
        "console/tickets/cancellation.html", code, desk=desk, service=desk.service, slot=view,
        when=slot_words(desk.service, view), out=_sales(number, slot),
    )  # fmt: skip


@blueprint.post("/console/<code>/tickets/<int:number>/slots/<int:slot>/cancellation")
@for_officers
def cancel_slot(code: MunicipalityCode, number: int, slot: int) -> AnyResponse:
    _slot(_desk(code, number), slot)
    return _ask(code, number, TicketAct.CANCEL_SLOT, slot)


def _ask(code: MunicipalityCode, number: int, act: TicketAct, about: int) -> AnyResponse:
    try:
        officer = current_account().address
        asked = current_platform().marketplace.tickets.write.ask(code, number, officer, act, about)
    except NotFound:
        raise
    except DomainError as error:
        flash(sentence(error), "error")
        return to_desk(code, number)
    return sign_act(code, number, asked)


def _desk(code: MunicipalityCode, number: int) -> ServiceDesk:
    return current_platform().marketplace.tickets.pages.desk(code, number)


def _slot(desk: ServiceDesk, number: int) -> SlotView:
    """Raises: ServiceUnknown when no such slot is on chain."""
    slot = desk.view.slot(number)
    if slot is None:
        raise ServiceUnknown(number)
    return slot


def _sales(number: int, slot: int) -> list[tuple[object, int, int]]:
    return [
        (line.fare, line.out, line.held)
        for line in current_platform().marketplace.tickets.pages.takings(number)
        if line.slot == slot
    ]


def _slot_page(code: MunicipalityCode, desk: ServiceDesk, slot: SlotView, *, typed: str = "", error: str = "") -> str:
    return page(
        "console/tickets/slot.html", code, desk=desk, service=desk.service, slot=slot, typed=typed, error=error,
        when=slot_words(desk.service, slot), out=_sales(desk.service.number, slot.slot),
        is_over=not slot.begins_at > current_platform().clock.now().timestamp(),
    )  # fmt: skip


def _as_written(view: SlotView, capacity: int) -> SlotPlan:
    starts_at = local(view.starts_at) if view.starts_at else None
    return SlotPlan(
        view.slot, capacity, starts_at, local(view.admits_from), local(view.ends_at), view.price_basis_points
    )


def _calendar(code: MunicipalityCode, desk: ServiceDesk, form: CalendarForm, *, error: str = "") -> str:
    return page(
        "console/tickets/slots_new.html", code, service=desk.service, kind=desk.service.kind, calendar=form,
        error=error, **form_choices(code),
    )  # fmt: skip


def _fare(code: MunicipalityCode, desk: ServiceDesk, form: FareForm, *, error: str = "") -> str:
    return page(
        "console/tickets/fare_new.html", code, service=desk.service, kind=desk.service.kind, fares=form, error=error,
        **form_choices(code),
    )  # fmt: skip
