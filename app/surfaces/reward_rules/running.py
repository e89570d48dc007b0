"""A rule is launched by a confirmation that shows the forecast; paused, resumed, ended; rewards are sent again."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import current_account
from app.errors import sentence
from app.surfaces.console.office import for_officers, page
from app.surfaces.reward_rules import blueprint
from app.surfaces.reward_rules.listing import title_of
from app.surfaces.reward_rules.words import rule_sentence
from app.wiring import current_platform
from chain.clock import business_date
from chain.errors import Conflict
from chain.ids import MunicipalityCode
from points.bridges.rules.queries.conflicts import conflicts_of
from points.bridges.rules.queries.decisions import newest_forecast
from points.bridges.rules.queries.rules import rule_view


@blueprint.get("/console/<code>/rules/<int:rule_id>/launch")
@for_officers
def ask_launch(code: MunicipalityCode, rule_id: int) -> str:
    """Raises: NotFound."""
    platform = current_platform()
    with platform.db.read() as session:
        view = rule_view(session, code, rule_id, platform.clock.now())
        conflicts = conflicts_of(session, view.rule, business_date(platform.clock.now()))
        forecast = newest_forecast(session, rule_id, done=True)
    is_stale = forecast is not None and forecast.terms_json != view.version.terms_json
    return page(
        "reward_rules/launch.html", code, view=view, rule=view.rule, conflicts=conflicts, forecast=forecast,
        is_stale=is_stale, title=title_of(view.rule), sentence=rule_sentence(view.rule.event_type, view.terms),
    )  # fmt: skip


@blueprint.post("/console/<code>/rules/<int:rule_id>/launch")
@for_officers
def launch_rule(code: MunicipalityCode, rule_id: int) -> Response:
    """Raises: NotFound."""
    try:
        current_platform().points.bridges.rules.launch(code, current_account().address, rule_id)
        flash(_("ルールを始めました。これから起きることに、ポイントが付きます。"), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return redirect(url_for("reward_rules.show_rule", code=code, rule_id=rule_id), 303)


@blueprint.post("/console/<code>/rules/<int:rule_id>/state")
@for_officers
def turn_rule(code: MunicipalityCode, rule_id: int) -> Response:
    """Paused, resumed, ended, or what failed sent again. Raises: NotFound."""
    running, officer, way = current_platform().points.bridges.rules.running, current_account().address, _way()
    try:
        if way == "resend":
            running.send_again(code, officer, rule_id)
        elif way in ("pause", "resume", "end"):
            {"pause": running.pause, "resume": running.resume, "end": running.end}[way](code, officer, rule_id)
        flash(_DONE[way](), "success")
    except Conflict as error:
        flash(sentence(error), "error")
    return redirect(url_for("reward_rules.show_rule", code=code, rule_id=rule_id), 303)


def _way() -> str:
    way = request.form.get("way", "")
    return way if way in _DONE else "pause"


_DONE = {
    "pause": lambda: _("一時停止しました。止めている間に届いたイベントには付きません。"),
    "resume": lambda: _("再開しました。"),
    "end": lambda: _("ルールを終えました。約束したポイントは、そのまま届きます。"),
    "resend": lambda: _("届かなかったポイントを、もう一度送ります。"),
}
