"""A reward rule (特典ルール) of a town: event, program, budget, period; its terms by date of effect; its acts."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, PointsType, UtcDateTime
from chain.ids import Address, MunicipalityCode
from chain.units import Points
from points.bridges.rules.terms import Terms

MOST_NAME = 100


class RuleState(StrEnum):
    DRAFT = "draft"
    UPCOMING = "upcoming"  # launched, before its first day
    RUNNING = "running"
    SPENT = "spent"  # the budget is used up
    PAUSED = "paused"
    OVER = "over"  # after its last day; late events of its time still count
    ENDED = "ended"  # by an officer


class RuleActKind(StrEnum):
    WRITTEN = "written"
    CHANGED = "changed"
    LAUNCHED = "launched"
    PAUSED = "paused"
    RESUMED = "resumed"
    ENDED = "ended"
    RESENT = "resent"


class RewardRule(Base):
    """`number` counts a town's rules. It rewards what happened from `launched_at` on, on its days. `given`: the sum of
    what it decided to give; who adds to it holds the row's lock, so that it never exceeds `budget`. `officer`'s kept
    key signs each grant."""

    __tablename__ = "reward_rule"
    __table_args__ = (
        UniqueConstraint("municipality", "number"),
        Index("ix_reward_rule_municipality_event_type", "municipality", "event_type"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)
    number: Mapped[int]
    name_ja: Mapped[str] = mapped_column(String(MOST_NAME))
    name_en: Mapped[str] = mapped_column(String(MOST_NAME))
    event_type: Mapped[str] = mapped_column(String(100))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("bridge_service.id"))  # None: of every service
    program_id: Mapped[int] = mapped_column(BigInteger, index=True)
    budget: Mapped[Points] = mapped_column(PointsType)
    given: Mapped[Points] = mapped_column(PointsType)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    officer: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    launched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    spent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def budget_left(self) -> int:
        return max(0, int(self.budget) - int(self.given))


class RuleVersion(Base):
    """Terms that hold for what happens from `from_day` on, until the next version's day."""

    __tablename__ = "reward_rule_version"
    __table_args__ = (UniqueConstraint("rule_id", "from_day"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("reward_rule.id"))
    from_day: Mapped[date] = mapped_column(Date)
    terms_json: Mapped[dict[str, Any]] = mapped_column(JSON)
    written_by: Mapped[Address] = mapped_column(AddressType)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def terms(self) -> Terms:
        return Terms.of_json(self.terms_json)


class RuleAct(Base):
    """Who did what with a rule. Written in the transaction of the act itself."""

    __tablename__ = "reward_rule_act"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("reward_rule.id"), index=True)
    kind: Mapped[RuleActKind] = mapped_column(String(12))
    officer: Mapped[Address] = mapped_column(AddressType)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def rule_state(rule: RewardRule, today: date) -> RuleState:
    if rule.ended_at is not None:
        return RuleState.ENDED
    if rule.launched_at is None:
        return RuleState.DRAFT
    if today > rule.last_day:
        return RuleState.OVER
    if rule.paused_at is not None:
        return RuleState.PAUSED
    if rule.budget_left == 0:
        return RuleState.SPENT
    return RuleState.UPCOMING if today < rule.first_day else RuleState.RUNNING
