"""What a rule would have given: a replay of stored events, made in the background, and how far it is."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address


class ForecastState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


class RuleForecast(Base):
    """`terms_json` and `budget` as they were when it was asked for. `touched_at`: one that nobody works at any more is
    begun anew by whoever sees it. `change_json`: a RuleChange tried beside them on the same events."""

    __tablename__ = "reward_rule_forecast"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("reward_rule.id"), index=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    asked_by: Mapped[Address] = mapped_column(AddressType)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    terms_json: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[ForecastState] = mapped_column(String(8), index=True)
    touched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    change_json: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1


def lasting_days(points_left: int, given: int, days: int) -> int | None:
    """How many days `points_left` last at the pace of `given` points in `days`, rounded down; None at no pace."""
    return points_left * days // given if given else None
