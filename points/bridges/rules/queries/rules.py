"""Rules of a town, their versions, and which of them hear an event."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from chain.clock import business_date
from chain.errors import NotFound
from chain.ids import MunicipalityCode
from points.bridges.models import ConnectedService
from points.bridges.rules.models import RewardRule, RuleAct, RuleState, RuleVersion, rule_state
from points.bridges.rules.terms import Terms
from points.models import DecisionStage, RuleDecision
from points.queries.programs import ProgramName, program_names


@dataclass(frozen=True, slots=True)
class RuleView:
    """`version` holds today; `coming` from a day ahead."""

    rule: RewardRule
    state: RuleState
    version: RuleVersion
    coming: Sequence[RuleVersion]
    program: ProgramName
    service: ConnectedService | None
    rewards: int
    people: int
    failed: int

    @property
    def terms(self) -> Terms:
        return self.version.terms

    @property
    def percent_used(self) -> int:
        return int(self.rule.given) * 100 // max(1, int(self.rule.budget))


def rule_of_town(session: Session, town: MunicipalityCode, rule_id: int, *, lock: bool = False) -> RewardRule:
    """Raises: NotFound, also for another town's."""
    rule = session.get(RewardRule, rule_id, with_for_update=True if lock else None)
    if rule is None or rule.municipality != town:
        raise NotFound("rule", rule_id)
    return rule


def rules_of_town(session: Session, town: MunicipalityCode, now: datetime) -> list[RuleView]:
    """Newest first."""
    mine = select(RewardRule).where(RewardRule.municipality == town).order_by(RewardRule.number.desc())
    return _views(session, session.scalars(mine).all(), business_date(now))


def rule_view(session: Session, town: MunicipalityCode, rule_id: int, now: datetime) -> RuleView:
    """Raises: NotFound, also for another town's."""
    return _views(session, [rule_of_town(session, town, rule_id)], business_date(now))[0]


def rules_hearing(
    session: Session, town: MunicipalityCode, event_type: str, service_id: int, day: date
) -> Sequence[int]:
    """Launched ones whose last day is not past, in the order in which they are locked."""
    mine = select(RewardRule.id).where(
        RewardRule.municipality == town,
        RewardRule.event_type == event_type,
        or_(RewardRule.service_id.is_(None), RewardRule.service_id == service_id),
        RewardRule.launched_at.is_not(None),
        RewardRule.last_day >= day,
    )
    return session.scalars(mine.order_by(RewardRule.id)).all()


def version_at(session: Session, rule_id: int, day: date) -> RuleVersion:
    """The terms that hold for what happens on `day`; before the first of them, the first."""
    mine = select(RuleVersion).where(RuleVersion.rule_id == rule_id)
    found = session.scalar(mine.where(RuleVersion.from_day <= day).order_by(RuleVersion.from_day.desc()).limit(1))
    found = found or session.scalar(mine.order_by(RuleVersion.from_day).limit(1))
    assert found is not None
    return found


def acts_of_rule(session: Session, rule_id: int) -> Sequence[RuleAct]:
    """Newest first."""
    return session.scalars(select(RuleAct).where(RuleAct.rule_id == rule_id).order_by(RuleAct.id.desc())).all()


def _views(session: Session, rules: Sequence[RewardRule], today: date) -> list[RuleView]:
    names = program_names(session, {rule.program_id for rule in rules})
    services = _services(session, {rule.service_id for rule in rules if rule.service_id is not None})
    sums = _sums(session, [rule.id for rule in rules])
    views = []
    for rule in rules:
        later = select(RuleVersion).where(RuleVersion.rule_id == rule.id, RuleVersion.from_day > today)
        version = version_at(session, rule.id, today)
        coming = [one for one in session.scalars(later.order_by(RuleVersion.from_day)) if one.id != version.id]
        rewards, people, failed = sums.get(rule.id, (0, 0, 0))
        service = services.get(rule.service_id) if rule.service_id is not None else None
        views.append(
            RuleView(
                rule, rule_state(rule, today), version, coming, names[rule.program_id], service, rewards, people, failed
            )
        )  # fmt: skip
    return views


def _services(session: Session, ids: Collection[int]) -> Mapping[int, ConnectedService]:
    return {one.id: one for one in session.scalars(select(ConnectedService).where(ConnectedService.id.in_(ids)))}


def _sums(session: Session, ids: Collection[int]) -> dict[int, tuple[int, int, int]]:
    failed = func.count().filter(RuleDecision.stage == DecisionStage.FAILED)
    rewarded = select(RuleDecision.rule_id, func.count(), func.count(RuleDecision.holder.distinct()), failed).where(
        RuleDecision.rule_id.in_(ids), RuleDecision.stage != DecisionStage.REFUSED
    )
    return {
        rule_id: (int(rewards), int(people), int(broken))
        for rule_id, rewards, people, broken in session.execute(rewarded.group_by(RuleDecision.rule_id))
    }
