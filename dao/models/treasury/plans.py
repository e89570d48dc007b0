"""Budget plans (予算) of a treasury: lines for a fiscal year, each saving a revision of its own, and what was spent on
which heading. Nothing here is ever changed or deleted; the newest row counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime, YenType
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from chain.units import Yen
from dao.models.description import check_text

MOST_LINES, MAX_NAME, MAX_NOTE = 30, 60, 200


class BudgetHeading(Base):
    """What stays the same of a heading while its words and amounts change from plan to plan."""

    __tablename__ = "budget_heading"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community_id: Mapped[int] = mapped_column(BigId, ForeignKey("community.id"), index=True)


class BudgetPlan(Base):
    """`fiscal_year`: the year in which it begins. `proposal_row`: the accepted proposal that adopted it, if one did."""

    __tablename__ = "budget_plan"
    __table_args__ = (UniqueConstraint("community_id", "fiscal_year", "revision"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    community_id: Mapped[int] = mapped_column(BigId, ForeignKey("community.id"))
    fiscal_year: Mapped[int]
    revision: Mapped[int]  # from 1
    proposal_row: Mapped[int | None] = mapped_column(BigId, ForeignKey("proposal.id"))
    note: Mapped[str] = mapped_column(String(MAX_NOTE), default="")  # why it was changed
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType)  # whose officer set it
    officer: Mapped[Address] = mapped_column(AddressType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BudgetLine(Base):
    __tablename__ = "budget_line"

    plan_id: Mapped[int] = mapped_column(BigId, ForeignKey("budget_plan.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    heading_id: Mapped[int] = mapped_column(BigId, ForeignKey("budget_heading.id"))
    name_ja: Mapped[str] = mapped_column(String(MAX_NAME))
    name_en: Mapped[str] = mapped_column(String(MAX_NAME), default="")
    amount: Mapped[Yen] = mapped_column(YenType)


class SpendingHeading(Base):
    """Under which heading a proposal's payment counts, said by its proposer or by an officer afterwards; the newest
    row of a proposal counts, and without a heading none does."""

    __tablename__ = "spending_heading"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    proposal_row: Mapped[int] = mapped_column(BigId, ForeignKey("proposal.id"), index=True)
    heading_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("budget_heading.id"))
    named_by: Mapped[Address] = mapped_column(AddressType)
    is_proposer: Mapped[bool]
    named_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """`heading`: of an earlier plan; None for a new one."""

    heading: int | None
    name_ja: str
    name_en: str
    amount: Yen


def checked_lines(lines: Sequence[PlannedLine]) -> list[PlannedLine]:
    """Raises: Invalid naming the line's field as name_ja_3, or `lines`."""
    if not lines:
        raise Invalid("lines", "plan_empty")
    if len(lines) > MOST_LINES:
        raise Invalid("lines", "plan_too_long", most=MOST_LINES)
    checked = [
        replace(
            line,
            name_ja=check_text(f"name_ja_{place}", " ".join(line.name_ja.split()), MAX_NAME),
            name_en=check_text(f"name_en_{place}", " ".join(line.name_en.split()), MAX_NAME, may_be_empty=True),
        )
        for place, line in enumerate(lines)
    ]
    for place, line in enumerate(checked):
        before = checked[:place]
        if line.name_ja in {one.name_ja for one in before}:
            raise Invalid(f"name_ja_{place}", "heading_twice")
        if line.heading is not None and line.heading in {one.heading for one in before}:
            raise Invalid(f"name_ja_{place}", "heading_twice")
    return checked
