"""A change of a rule tried on the past before anything is kept: the rule as it is beside the rule changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.surfaces.console.forms import Typed, read_day
from app.surfaces.console.office import for_officers, page
from app.surfaces.reward_rules import blueprint
from app.surfaces.reward_rules.forecasting import usual_days
from app.surfaces.reward_rules.form import RuleForm, kind_named
from app.surfaces.reward_rules.listing import title_of
from app.surfaces.reward_rules.words import amount_words, terms_words
from app.surfaces.reward_rules.writing import form_page, refused_page, rule_of_page
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict, Invalid
from chain.ids import MunicipalityCode
from points.bridges.rules.changing import RuleChange
from points.bridges.rules.models import RewardRule, RuleForecast, RuleState, lasting_days
from points.bridges.rules.queries.conflicts import conflicts_of
from points.bridges.rules.queries.decisions import tried_change
from points.bridges.rules.queries.rules import RuleView, rule_view
from points.bridges.rules.terms import Terms


@blueprint.post("/console/<code>/rules/<int:rule_id>/trials")
@for_officers
def try_change(code: MunicipalityCode, rule_id: int) -> Response | tuple[str, int]:
    """What was typed into the form of the rule is not kept as its terms. Raises: NotFound."""
    view = rule_of_page(code, rule_id)
    form = RuleForm.sent(kind_named(view.rule.event_type))
    try:
        change, days = _change(code, view, form), _days(form)
        if change is None or days is None:
            return form_page(code, form, view), 422
        forecasts, officer = current_platform().points.bridges.rules.forecast, current_account().address
        forecast_id = forecasts.ask(code, officer, rule_id, *days, change)
    except (Conflict, Invalid) as error:
        return refused_page(code, form, error, view)
    return redirect(url_for("reward_rules.show_trial", code=code, rule_id=rule_id, forecast_id=forecast_id), 303)


@blueprint.get("/console/<code>/rules/<int:rule_id>/trials/<int:forecast_id>")
@for_officers
def show_trial(code: MunicipalityCode, rule_id: int, forecast_id: int) -> str:
    """Raises: NotFound."""
    platform = current_platform()
    now = platform.clock.now()
    with platform.db.read() as session:
        view, forecast = rule_view(session, code, rule_id, now), tried_change(session, rule_id, forecast_id)
        change = RuleChange.of_json(forecast.change_json or {})
        conflicts = conflicts_of(session, change.applied(view.rule), business_date(now), change.terms)
    sides = _sides(view.rule, change, forecast, business_date(now))
    return page(
        "reward_rules/trial.html", code, view=view, rule=view.rule, forecast=forecast, change=change, sides=sides,
        conflicts=conflicts, differences=_differences(Terms.of_json(forecast.terms_json), change),
        reasons=_reasons(forecast), title=title_of(view.rule), is_draft=view.state is RuleState.DRAFT,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """What a forecast found for one of the two. `lasts`: how many days the budget that is left lasts at this pace;
    `is_short`: that is before the rule's last day."""

    people: int
    rewards: int
    points: int
    budget: int
    lasts: int | None
    is_short: bool


def _sides(rule: RewardRule, change: RuleChange, forecast: RuleForecast, today: date) -> tuple[Side, Side] | None:
    """None while it is counted."""
    if forecast.changed_result is None:
        return None
    now = _side(rule, forecast.result, forecast.days, today)
    return now, _side(change.applied(rule), forecast.changed_result, forecast.days, today)


def _side(rule: RewardRule, result: dict[str, int], days: int, today: date) -> Side:
    lasts = lasting_days(rule.budget_left, result["points"], days)
    ahead = (rule.last_day - max(today, rule.first_day)).days + 1
    is_short = lasts is not None and lasts < ahead
    return Side(result["rewarded"], result["rewards"], result["points"], rule.budget_left, lasts, is_short)


def _differences(terms: Terms, change: RuleChange) -> list[tuple[str, str, str]]:
    """What the change says otherwise: heading, now, changed."""
    now, then = _lines(terms), _lines(change.terms)
    return [(name, now.get(name, ""), then.get(name, "")) for name in now | then if now.get(name) != then.get(name)]


def _lines(terms: Terms) -> dict[str, str]:
    found = {str(_("ポイントの決め方")): amount_words(terms)}
    for heading, words in terms_words(terms):
        found[heading] = str(_("、")).join(filter(None, (found.get(heading), words)))
    return found


def _reasons(forecast: RuleForecast) -> list[tuple[str, int, int]]:
    """Why there are no points, or fewer: now and changed, what happens most first."""
    now, then = forecast.result.get("reasons", {}), (forecast.changed_result or {}).get("reasons", {})
    rows = [(reason, now.get(reason, 0), then.get(reason, 0)) for reason in now | then]
    return sorted(rows, key=lambda row: -max(row[1:]))


def _change(code: MunicipalityCode, view: RuleView, form: RuleForm) -> RuleChange | None:
    writing, rule_id = current_platform().points.bridges.rules.writing, view.rule.id
    if view.state is RuleState.DRAFT:
        draft = form.draft()
        officer = current_account().address
        return writing.try_draft(code, officer, rule_id, draft, form.as_typed()) if draft else None
    terms, from_day = form.terms(), form.typed.read("from_day", read_day)
    if terms is None or from_day is None:
        return None
    return writing.try_change(code, rule_id, terms, from_day, form.as_typed())


def _days(form: RuleForm) -> tuple[date, date] | None:
    """Of the events to try it on: those that the page of the trial asked for, else the last thirty."""
    names = ("trial_first_day", "trial_last_day")
    if not any(request.form.get(name) for name in names):
        return usual_days(business_date(current_platform().clock.now()))
    asked = Typed.of(names, request.form)
    first_day, last_day = (asked.read(name, read_day) for name in names)
    form.typed.errors |= asked.errors
    return (first_day, last_day) if first_day and last_day else None
