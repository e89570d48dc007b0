"""What rules decided: a rule's list, and what they said about one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from chain.ids import MunicipalityCode
from points.bridges.models import ConnectedService, ServiceEvent
from points.bridges.rules.models import ForecastState, RewardRule, RuleForecast
from points.models import RuleDecision

PAGE = 50


@dataclass(frozen=True, slots=True)
class DecisionView:
    decision: RuleDecision
    rule: RewardRule
    event: ServiceEvent | None
    service: ConnectedService | None


@dataclass(frozen=True, slots=True)
class DecisionPage:
    rows: Sequence[DecisionView]
    older_than: int  # for the next page; 0: this is the last


def decisions_of_rule(
    session: Session, rule_id: int, *, granted: bool | None = None, older_than: int = 0
) -> DecisionPage:
    """Newest first; with `granted` only those that brought points, or only those that brought none."""
    wanted = _joined().where(RuleDecision.rule_id == rule_id)
    if granted is not None:
        wanted = wanted.where(RuleDecision.amount > 0 if granted else RuleDecision.amount == 0)
    wanted = wanted.where(RuleDecision.id < older_than) if older_than else wanted
    rows = [DecisionView(*row) for row in session.execute(wanted.order_by(RuleDecision.id.desc()).limit(PAGE + 1))]
    return DecisionPage(rows[:PAGE], rows[PAGE - 1].decision.id if len(rows) > PAGE else 0)


def decisions_about(session: Session, event_row_id: int, town: MunicipalityCode) -> list[DecisionView]:
    """What the rules of this town said about an event."""
    wanted = _joined().where(RuleDecision.event_row_id == event_row_id, RewardRule.municipality == town)
    return [DecisionView(*row) for row in session.execute(wanted.order_by(RewardRule.number))]


def reasons_of_rule(session: Session, rule_id: int) -> dict[str, int]:
    """How many events brought no points, by the reason."""
    counted = select(RuleDecision.reason, func.count()).where(RuleDecision.rule_id == rule_id, RuleDecision.amount == 0)
    return {reason: int(number) for reason, number in session.execute(counted.group_by(RuleDecision.reason))}


def newest_forecast(session: Session, rule_id: int, *, done: bool = False) -> RuleForecast | None:
    """Of the rule as it stands; changes that were only tried are apart."""
    mine = select(RuleForecast).where(RuleForecast.rule_id == rule_id, RuleForecast.change_json.is_(None))
    mine = mine.where(RuleForecast.state == ForecastState.DONE) if done else mine
    return session.scalars(mine.order_by(RuleForecast.id.desc()).limit(1)).first()


def tried_change(session: Session, rule_id: int, forecast_id: int) -> RuleForecast:
    """Raises: NotFound, also for another rule's and for a forecast without a change."""
    found = session.get(RuleForecast, forecast_id)
    if found is None or found.rule_id != rule_id or found.change_json is None:
        raise NotFound("forecast", forecast_id)
    return found


def _joined() -> Select[RuleDecision, RewardRule, ServiceEvent, ConnectedService]:
    return (
        select(RuleDecision, RewardRule, ServiceEvent, ConnectedService)
        .join(RewardRule, RewardRule.id == RuleDecision.rule_id)
        .outerjoin(ServiceEvent, ServiceEvent.id == RuleDecision.event_row_id)
        .outerjoin(ConnectedService, ConnectedService.id == RuleDecision.service_id)
    )
