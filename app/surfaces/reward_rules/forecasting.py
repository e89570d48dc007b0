"""A rule tried on events of the past: asked for, watched, read."""

from __future__ import annotations

from datetime import date, timedelta

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.security import limiter
from app.surfaces.console.forms import Typed, read_day
from app.surfaces.console.office import for_officers, page
from app.surfaces.reward_rules import blueprint
from app.surfaces.reward_rules.listing import title_of
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from points.bridges.rules.queries.decisions import newest_forecast
from points.bridges.rules.queries.rules import rule_view


@blueprint.get("/console/<code>/rules/<int:rule_id>/forecast")
@for_officers
def show_forecast(code: MunicipalityCode, rule_id: int) -> str:
    """Raises: NotFound."""
    platform = current_platform()
    with platform.db.read() as session:
        view, forecast = rule_view(session, code, rule_id, platform.clock.now()), newest_forecast(session, rule_id)
    first_day, last_day = usual_days(business_date(platform.clock.now()))
    sums = forecast.result.get("weeks", {}) if forecast else {}
    weeks = [(date.fromisoformat(week), points) for week, points in sums.items()]
    return page(
        "reward_rules/forecast.html", code, view=view, rule=view.rule, forecast=forecast, weeks=weeks,
        first_day=first_day, last_day=last_day, title=title_of(view.rule),
        most=max((points for _, points in weeks), default=1),
    )  # fmt: skip


@blueprint.post("/console/<code>/rules/<int:rule_id>/forecast")
@limiter.limit("20 per minute")
@for_officers
def ask_forecast(code: MunicipalityCode, rule_id: int) -> Response:
    """Raises: NotFound."""
    typed = Typed.of(("first_day", "last_day"), request.form)
    first_day, last_day = typed.read("first_day", read_day), typed.read("last_day", read_day)
    try:
        if first_day is not None and last_day is not None:
            forecast = current_platform().points.bridges.rules.forecast
            forecast.ask(code, current_account().address, rule_id, first_day, last_day)
    except Invalid as error:
        typed.errors["first_day"] = sentence(error)
    for words in typed.errors.values():
        flash(words, "error")
    return redirect(url_for("reward_rules.show_forecast", code=code, rule_id=rule_id), 303)


def usual_days(today: date) -> tuple[date, date]:
    """The last thirty days."""
    return today - timedelta(days=30), today
