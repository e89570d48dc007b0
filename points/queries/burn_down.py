"""The budget of programs day by day, out of what is on chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from chain.clock import day_from_number
from points.models import DropOnChain, Movement, MovementKind, ProgramState
from points.models.burn_down import Budget, BudgetDay, budget_days, granting_pace, spending_pace
from points.queries.days import sums_by_day
from points.queries.programs import ProgramView, of_programs


@dataclass(frozen=True, slots=True)
class BurnDown:
    """`lasts_until`: until when there is something left to grant, at the pace of the last four weeks; `spent_until`:
    when what people hold will have been spent. None: never at this pace. `end`: the last day of the last program."""

    days: list[BudgetDay]
    end: date
    lasts_until: date | None
    spent_until: date | None
    unused: int  # what people hold and may spend

    @property
    def today(self) -> BudgetDay:
        return self.days[-1]


def burn_down(session: Session, programs: Sequence[ProgramView], today: date) -> BurnDown | None:
    """Of these programs together, those on chain; None before the first of them began."""
    begun = [one for one in programs if one.state is ProgramState.OPEN]
    if not begun:
        return None
    budgets = [Budget(one.first_day, int(one.cap)) for one in begun]
    granted, spent = _movements(session, [one.id for one in begun])
    days = budget_days(budgets, granted, spent, today)
    if not days:
        return None
    unused = sum(int(one.totals.unused) for one in begun)
    return BurnDown(
        days=days,
        end=max(one.last_day for one in begun),
        lasts_until=granting_pace(days).lasts_until(days[-1].left, today),
        spent_until=spending_pace(days).lasts_until(unused, today) if unused else None,
        unused=unused,
    )


def current(programs: Sequence[ProgramView], today: date) -> list[ProgramView]:
    """Programs whose period is not over."""
    return [one for one in programs if one.state is ProgramState.OPEN and one.last_day >= today]


def _movements(session: Session, program_ids: Sequence[int]) -> tuple[Mapping[date, int], Mapping[date, int]]:
    """What was granted or promised, and what was spent less what was given back, by day."""

    def moved(kind: MovementKind) -> dict[int, int]:
        lots = of_programs(Movement.lot_id, program_ids)
        return sums_by_day(session, Movement.block_time, Movement.amount, lots, Movement.kind == kind)

    granted = Counter(moved(MovementKind.GRANT))
    granted.update(
        sums_by_day(session, DropOnChain.block_time, DropOnChain.total, of_programs(DropOnChain.lot_id, program_ids))
    )
    spent = Counter(moved(MovementKind.PAYMENT))
    spent.subtract(moved(MovementKind.REFUND))
    return _dated(granted), _dated(spent)


def _dated(sums: Mapping[int, int]) -> dict[date, int]:
    return {day_from_number(number): amount for number, amount in sums.items()}
