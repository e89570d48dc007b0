"""The town's rules, and one of them: what it says, what it gave and to whom, and why others got nothing."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from app.i18n import localized
from app.surfaces.console.office import for_officers, page
from app.surfaces.reward_rules import blueprint
from app.surfaces.reward_rules.words import rule_sentence
from app.wiring import current_platform
from chain.clock import business_date
from chain.ids import MunicipalityCode
from points.bridges.rules.models import RuleState
from points.bridges.rules.queries.conflicts import conflicts_of
from points.bridges.rules.queries.decisions import decisions_of_rule, newest_forecast, reasons_of_rule
from points.bridges.rules.queries.rules import acts_of_rule, rule_view, rules_of_town

_WAYS = {"given": True, "refused": False}


@blueprint.get("/console/<code>/rules")
@for_officers
def show_rules(code: MunicipalityCode) -> str:
    platform = current_platform()
    with platform.db.read() as session:
        views = rules_of_town(session, code, platform.clock.now())
    sentences = {view.rule.id: rule_sentence(view.rule.event_type, view.terms) for view in views}
    spent = [view for view in views if view.state is RuleState.SPENT]
    return page("reward_rules/list.html", code, views=views, sentences=sentences, spent=spent)


@blueprint.get("/console/<code>/rules/<int:rule_id>")
@for_officers
def show_rule(code: MunicipalityCode, rule_id: int) -> str:
    """Raises: NotFound."""
    platform, shown = current_platform(), request.args.get("shown", "given")
    now, older_than = platform.clock.now(), request.args.get("before", 0, type=int)
    with platform.db.read() as session:
        view = rule_view(session, code, rule_id, now)
        found = decisions_of_rule(session, rule_id, granted=_WAYS.get(shown, True), older_than=older_than)
        acts, reasons = acts_of_rule(session, rule_id), reasons_of_rule(session, rule_id)
        conflicts = conflicts_of(session, view.rule, business_date(now)) if view.rule.ended_at is None else []
        forecast = newest_forecast(session, rule_id)
    names = platform.points.directory.names({act.officer for act in acts} | {one.decision.holder for one in found.rows})
    return page(
        "reward_rules/rule.html", code, view=view, rule=view.rule, found=found, acts=acts, reasons=reasons, names=names,
        conflicts=conflicts, forecast=forecast, shown=shown, sentence=rule_sentence(view.rule.event_type, view.terms),
        title=title_of(view.rule),
    )  # fmt: skip


def title_of(rule: object) -> str:
    number = getattr(rule, "number", 0)
    return str(_("ルール%(number)s %(name)s", number=number, name=localized(rule, "name")))
