"""A rule is written, a draft put right, and a running rule given other terms from a day on."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence, status_of
from app.i18n import localized
from app.surfaces.console.forms import Typed, read_count, read_day
from app.surfaces.console.office import for_officers, page
from app.surfaces.identity.words import age_band_words
from app.surfaces.points.coupon_words import WEEKDAYS
from app.surfaces.reward_rules import blueprint
from app.surfaces.reward_rules.form import RuleForm, kind_named
from app.surfaces.reward_rules.words import RESIDENCES, field_words, once_options, option_words
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from points.bridges.catalogue import EVENT_TYPES
from points.bridges.catalogue.types import CONVERSION_REQUESTED
from points.bridges.queries.services import services_for_rules
from points.bridges.rules.models import RuleState
from points.bridges.rules.queries.decisions import tried_change
from points.bridges.rules.queries.rules import RuleView, rule_view
from points.bridges.rules.terms import choices_of, flags_of, marks_of, numbers_of
from points.queries.programs import list_programs
from wallet.oidc.attributes import AgeBand


@blueprint.get("/console/<code>/rules/new")
@for_officers
def new_rule(code: MunicipalityCode) -> str:
    """First what happens, then the form for it."""
    wished = request.args.get("event_type", "")
    if wished:
        return form_page(code, RuleForm.blank(kind_named(wished), business_date(current_platform().clock.now())))
    kinds = [kind for kind in EVENT_TYPES if kind.name != CONVERSION_REQUESTED]
    with current_platform().db.read() as session:
        sent = {name for one in services_for_rules(session, code) for name in one.event_types}
    return page("reward_rules/choose.html", code, kinds=kinds, sent=sent)


@blueprint.post("/console/<code>/rules")
@for_officers
def write_rule(code: MunicipalityCode) -> Response | tuple[str, int]:
    form = RuleForm.sent(kind_named(request.form.get("event_type", "")))
    draft, rules = form.draft(), current_platform().points.bridges.rules
    if draft is None:
        return form_page(code, form), 422
    try:
        rule_id = rules.write(code, current_account().address, draft)
    except (Conflict, Invalid) as error:
        return refused_page(code, form, error, None)
    flash(_("下書きを保存しました。始める前に、過去のイベントで試算できます。"), "success")
    return redirect(url_for("reward_rules.show_rule", code=code, rule_id=rule_id), 303)


@blueprint.get("/console/<code>/rules/<int:rule_id>/edit")
@for_officers
def edit_rule(code: MunicipalityCode, rule_id: int) -> str:
    """With the number of a trial: as it was tried. Raises: NotFound."""
    view = rule_of_page(code, rule_id)
    kind, tried = kind_named(view.rule.event_type), request.args.get("trial", 0, type=int)
    if tried:
        with current_platform().db.read() as session:
            kept = tried_change(session, rule_id, tried).change_json or {}
        return form_page(code, RuleForm.kept(kind, kept["typed"]), view)
    newest = view.coming[-1] if view.coming else view.version
    tomorrow = business_date(current_platform().clock.now()) + timedelta(days=1)
    return form_page(code, RuleForm.of(kind, view, newest.terms, tomorrow), view)


@blueprint.post("/console/<code>/rules/<int:rule_id>")
@for_officers
def change_rule(code: MunicipalityCode, rule_id: int) -> Response | tuple[str, int]:
    """Of a draft everything; of one that was launched the terms, from a day on. Raises: NotFound."""
    view = rule_of_page(code, rule_id)
    form, is_draft = RuleForm.sent(kind_named(view.rule.event_type)), view.state is RuleState.DRAFT
    try:
        if not (_rewrite(code, rule_id, form) if is_draft else _change(code, rule_id, form)):
            return form_page(code, form, view), 422
    except (Conflict, Invalid) as error:
        return refused_page(code, form, error, view)
    flash(_("変更を保存しました。"), "success")
    return redirect(url_for("reward_rules.show_rule", code=code, rule_id=rule_id), 303)


@blueprint.post("/console/<code>/rules/<int:rule_id>/frame")
@for_officers
def extend_rule(code: MunicipalityCode, rule_id: int) -> Response:
    """Budget and last day, at once. Raises: NotFound."""
    typed = Typed.of(("budget", "last_day"), request.form)
    budget, last_day = typed.read("budget", read_count), typed.read("last_day", read_day)
    try:
        if budget is not None and last_day is not None:
            writing = current_platform().points.bridges.rules.writing
            writing.extend(code, current_account().address, rule_id, budget, last_day)
            flash(_("予算と最後の日を変えました。"), "success")
    except (Conflict, Invalid) as error:
        typed.errors["budget"] = sentence(error)
    for words in typed.errors.values():
        flash(words, "error")
    return redirect(url_for("reward_rules.show_rule", code=code, rule_id=rule_id), 303)


def _rewrite(code: MunicipalityCode, rule_id: int, form: RuleForm) -> bool:
    draft = form.draft()
    if draft is not None:
        current_platform().points.bridges.rules.writing.rewrite(code, current_account().address, rule_id, draft)
    return draft is not None


def _change(code: MunicipalityCode, rule_id: int, form: RuleForm) -> bool:
    terms, from_day = form.terms(), form.typed.read("from_day", read_day)
    if terms is None or from_day is None:
        return False
    writing = current_platform().points.bridges.rules.writing
    writing.change(code, current_account().address, rule_id, terms, from_day)
    return True


def rule_of_page(code: MunicipalityCode, rule_id: int) -> RuleView:
    platform = current_platform()
    with platform.db.read() as session:
        return rule_view(session, code, rule_id, platform.clock.now())


def refused_page(
    code: MunicipalityCode, form: RuleForm, error: Conflict | Invalid, view: RuleView | None
) -> tuple[str, int]:
    if isinstance(error, Invalid):
        form.typed.refuse(error, "name_ja")
        return form_page(code, form, view), 422
    return form_page(code, form, view, sentence(error)), status_of(error)


def form_page(code: MunicipalityCode, form: RuleForm, view: RuleView | None = None, problem: str = "") -> str:
    platform, kind = current_platform(), form.kind
    with platform.db.read() as session:
        programs = list_programs(session, code, business_date(platform.clock.now()))
        sending = [one for one in services_for_rules(session, code) if kind.name in one.event_types]
    services = [("", str(_("どのサービスでも"))), *((one.client_id, localized(one, "name")) for one in sending)]
    return page(
        "reward_rules/form.html", code, form=form, kind=kind, typed=form.typed, ticked=form.ticked, problem=problem,
        view=view, is_draft=view is None or view.state is RuleState.DRAFT, services=services,
        programs=[(one.id, localized(one, "name")) for one in programs if not one.is_paid and one.state == "open"],
        residences=[(key, str(words), "") for key, words in RESIDENCES.items()],
        ages=[(band, age_band_words(band)) for band in AgeBand], weekdays=list(enumerate(WEEKDAYS)),
        numbers=[(name, field_words(name)) for name in numbers_of(kind)], flags=_words(flags_of(kind)),
        choices=[(name, field_words(name), [(one, option_words(one)) for one in options])
                 for name, options in choices_of(kind).items()],
        once=once_options(marks_of(kind)),
    )  # fmt: skip


def _words(names: list[str]) -> list[tuple[str, str]]:
    return [(name, field_words(name)) for name in names]
