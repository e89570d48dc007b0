"""A plan as it was typed: rows of heading and amount, each wrong field with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from app.errors import sentence
from chain.errors import Invalid
from chain.units import Yen
from dao.models.treasury.plans import MOST_LINES, PlannedLine
from dao.queries.treasury.budgets import Budget
from dao.services.treasury.plan_budget import PlanDraft

_SPARE_ROWS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """`heading`: number of an earlier plan's heading; "" for a new one."""

    heading: str = ""
    name_ja: str = ""
    name_en: str = ""
    amount: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.name_ja.strip() or self.name_en.strip() or self.amount.strip())


@dataclass(slots=True)
class PlanForm:
    """`revision`: the one this was begun from."""

    rows: list[Row]
    revision: str
    proposal: str = ""
    note: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, budget: Budget, before: Budget) -> PlanForm:
        """The year's plan; where there is none yet, the headings of the year before without amounts."""
        newest = budget.newest
        if newest is not None:
            rows = [Row(str(one.heading_id), one.name_ja, one.name_en, str(int(one.amount))) for one in newest.lines]
            return cls(rows, str(newest.plan.revision))
        former = before.newest.lines if before.newest is not None else []
        return cls([Row(str(one.heading_id), one.name_ja, one.name_en) for one in former], "0")

    @classmethod
    def read(cls, typed: MultiDict[str, str]) -> PlanForm:
        columns = [typed.getlist(name)[: MOST_LINES + 1] for name in ("heading", "name_ja", "name_en", "amount")]
        rows = [Row(*cells) for cells in zip(*columns, strict=False)]
        return cls(
            [row for row in rows if not row.is_blank],
            typed.get("revision", ""),
            typed.get("proposal", ""),
            typed.get("note", ""),
        )

    def shown_rows(self) -> Sequence[Row]:
        return [*self.rows, *([Row()] * _SPARE_ROWS)][: max(MOST_LINES, len(self.rows))]

    def draft(self, year: int) -> PlanDraft | None:
        """None with sentences kept when something cannot be read."""
        lines = [self._line(place, row) for place, row in enumerate(self.rows)]
        proposal = self._number("proposal", self.proposal) if self.proposal.strip() else None
        revision = self._number("revision", self.revision)
        if self.errors or revision is None:
            return None
        return PlanDraft(year, revision, [line for line in lines if line is not None], proposal, self.note)

    def refuse(self, problem: Invalid) -> None:
        self.errors.setdefault(problem.field, sentence(problem))

    def _line(self, place: int, row: Row) -> PlannedLine | None:
        heading = self._number(f"name_ja_{place}", row.heading) if row.heading else None
        try:
            return PlannedLine(heading, row.name_ja, row.name_en, Yen.parse(row.amount))
        except Invalid as problem:
            self.errors[f"amount_{place}"] = sentence(problem)
            return None

    def _number(self, name: str, text: str) -> int | None:
        try:
            return int(text.strip().removeprefix("#"))
        except ValueError:
            self.errors[name] = sentence(Invalid("number", "unknown"))
            return None
