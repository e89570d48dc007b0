"""Stretch goals (次の目標): what more becomes possible when more comes together than the goal. Promised by the town,
kept off chain: what comes in beyond the goal is paid out by the project's own milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Yen

MOST_STRETCH_GOALS, MAX_WORDS = 5, 200


class StretchGoal(Base):
    __tablename__ = "stretch_goal"
    __table_args__ = (UniqueConstraint("project_number", "amount"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    project_number: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.number"))
    amount: Mapped[Yen] = mapped_column(YenType)  # in all, the project's goal included
    words_ja: Mapped[str] = mapped_column(String(MAX_WORDS))
    words_en: Mapped[str] = mapped_column(String(MAX_WORDS), default="")
    officer: Mapped[Address] = mapped_column(AddressType)
    promised_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the goals on the bar: `place` in thousandths of its length."""

    amount: Yen
    place: int
    is_reached: bool


def marks_of(raised: Yen, goal: Yen, stretch: Sequence[Yen]) -> list[Mark]:
    """The first goal and those beyond it, in order."""
    goals = [goal, *sorted(stretch)]
    whole = max(int(goals[-1]), 1)
    return [Mark(one, 1_000 * int(one) // whole, raised >= one) for one in goals]
