"""What a rule gave before, as a decision looks at it. Read under the lock of the rule."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import day_number
from chain.ids import Address
from points.bridges.models import EventState, ServiceEvent
from points.bridges.rules.deciding import MET, Past, is_run_due
from points.bridges.rules.models import RewardRule
from points.bridges.rules.terms import Terms
from points.models import RuleDecision


def past_of(
    session: Session,
    rule: RewardRule,
    terms: Terms,
    holder: Address,
    sharing: Collection[Address],
    day: date,
    once_key: str | None,
    is_later: bool,
) -> Past:
    """`sharing`: the accounts whose caps are one, the holder's among them."""
    shared = select(RuleDecision.occurred_day, RuleDecision.amount).where(
        RuleDecision.rule_id == rule.id, RuleDecision.holder.in_(sharing), RuleDecision.amount > 0
    )
    is_capped = any(cap is not None for cap in (terms.cap_day, terms.cap_month, terms.cap_all))
    given = [(when, int(amount)) for when, amount in session.execute(shared)] if is_capped else []
    return Past(
        day=sum(amount for when, amount in given if when == day),
        month=sum(amount for when, amount in given if (when.year, when.month) == (day.year, day.month)),
        all=sum(amount for _, amount in given),
        budget_left=rule.budget_left,
        is_repeated=once_key is not None and _is_rewarded(session, rule.id, holder, once_key),
        is_later=is_later,
        is_run_due=not terms.streak_days or _is_run_due(session, rule.id, holder, day, terms.streak_days),
    )


def did_before(session: Session, rule_id: int, event_type: str, holder: Address, moment: datetime) -> bool:
    """The person did the same before, or was rewarded by this rule for what happened later but came first."""
    earlier = select(ServiceEvent.id).where(
        ServiceEvent.account == holder,
        ServiceEvent.type == event_type,
        ServiceEvent.state == EventState.HANDED_ON,
        ServiceEvent.occurred_at < moment,
    )
    rewarded = select(RuleDecision.id).where(
        RuleDecision.rule_id == rule_id, RuleDecision.holder == holder, RuleDecision.amount > 0
    )
    return any(session.scalar(found.limit(1)) is not None for found in (rewarded, earlier))


def _is_rewarded(session: Session, rule_id: int, holder: Address, once_key: str) -> bool:
    found = select(RuleDecision.id).where(
        RuleDecision.rule_id == rule_id, RuleDecision.holder == holder, RuleDecision.once_key == once_key
    )
    return session.scalar(found) is not None


def _is_run_due(session: Session, rule_id: int, holder: Address, day: date, length: int) -> bool:
    mine = select(RuleDecision.occurred_day, RuleDecision.amount).where(
        RuleDecision.rule_id == rule_id, RuleDecision.holder == holder, RuleDecision.reason.in_(MET)
    )
    rows = [(day_number(when), int(amount)) for when, amount in session.execute(mine)]
    days = {when for when, _ in rows} | {day_number(day)}
    return is_run_due(days, [when for when, amount in rows if amount], day_number(day), length)
