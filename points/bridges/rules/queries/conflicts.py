"""What an officer should know before a rule starts: other rules for the same events, a program too short or small."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import day_from_number
from points.bridges.models import ConnectedService, ServiceState
from points.bridges.rules.models import RewardRule
from points.bridges.rules.queries.rules import version_at
from points.bridges.rules.terms import AmountKind, Residence, Terms
from points.models import ProgramOnChain
from points.queries.programs import cap_left


class ConflictKind(StrEnum):
    ADDS_UP = "adds_up"  # an event may be rewarded by both rules
    PROGRAM_ENDS = "program_ends"  # before the rule does
    PROGRAM_SMALL = "program_small"  # less is left than the budget
    VERIFIED_ONLY = "verified_only"  # the program's points are for verified people, the rule for everybody
    NO_SERVICE = "no_service"  # nobody sends such events yet


@dataclass(frozen=True, slots=True)
class RuleConflict:
    """`together`: what one event brings by both rules, where both give a fixed amount."""

    kind: ConflictKind
    other: RewardRule | None = None
    together: int = 0
    day: date | None = None
    amount: int = 0


def conflicts_of(session: Session, rule: RewardRule, today: date, terms: Terms | None = None) -> list[RuleConflict]:
    """`terms`: those it would have; else those that it has."""
    terms = terms or version_at(session, rule.id, max(today, rule.first_day)).terms
    found = [_of_rules(session, rule, other, terms) for other in _others(session, rule, today)]
    return [*(one for one in found if one), *_of_program(session, rule, terms), *_of_services(session, rule)]


def may_meet(one: Terms, other: Terms) -> bool:
    """False where no event can satisfy both."""
    residences = {one.residence, other.residence}
    if Residence.RESIDENT in residences and residences & {Residence.OUTSIDE_TOWN, Residence.OUTSIDE_AREA}:
        return False
    if _are_apart(one.age_bands, other.age_bands) or _are_apart(one.weekdays, other.weekdays):
        return False
    if any(one.flags[name] != other.flags[name] for name in one.flags.keys() & other.flags.keys()):
        return False
    return not any(_are_apart(one.choices[name], other.choices[name]) for name in one.choices.keys() & other.choices)


def _are_apart(one: Collection[object], other: Collection[object]) -> bool:
    return bool(one) and bool(other) and not set(one) & set(other)


def _others(session: Session, rule: RewardRule, today: date) -> list[RewardRule]:
    same = select(RewardRule).where(
        RewardRule.municipality == rule.municipality,
        RewardRule.event_type == rule.event_type,
        RewardRule.id != rule.id,
        RewardRule.launched_at.is_not(None),
        RewardRule.ended_at.is_(None),
        RewardRule.last_day >= max(rule.first_day, today),
        RewardRule.first_day <= rule.last_day,
    )
    if rule.service_id is not None:
        same = same.where(or_(RewardRule.service_id.is_(None), RewardRule.service_id == rule.service_id))
    return list(session.scalars(same.order_by(RewardRule.number)))


def _of_rules(session: Session, rule: RewardRule, other: RewardRule, terms: Terms) -> RuleConflict | None:
    theirs = version_at(session, other.id, max(rule.first_day, other.first_day)).terms
    if not may_meet(terms, theirs):
        return None
    are_fixed = terms.amount.kind is theirs.amount.kind is AmountKind.FIXED
    together = terms.amount.points + theirs.amount.points if are_fixed else 0
    return RuleConflict(ConflictKind.ADDS_UP, other, together)


def _of_program(session: Session, rule: RewardRule, terms: Terms) -> list[RuleConflict]:
    program = session.scalar(select(ProgramOnChain).filter_by(program_id=rule.program_id))
    if program is None:
        return []
    found, left, last = [], int(cap_left(session, program)), day_from_number(program.last_day)
    if last < rule.last_day:
        found.append(RuleConflict(ConflictKind.PROGRAM_ENDS, day=last))
    if left < rule.budget_left:
        found.append(RuleConflict(ConflictKind.PROGRAM_SMALL, amount=left))
    if program.is_verified_only and terms.residence is Residence.ANYBODY:
        found.append(RuleConflict(ConflictKind.VERIFIED_ONLY))
    return found


def _of_services(session: Session, rule: RewardRule) -> list[RuleConflict]:
    live = select(ConnectedService).where(ConnectedService.state == ServiceState.LIVE)
    sends = any(
        rule.event_type in one.event_types and str(rule.municipality) in one.towns
        for one in session.scalars(live)
        if rule.service_id in (None, one.id)
    )
    return [] if sends else [RuleConflict(ConflictKind.NO_SERVICE)]
