"""How a budget goes down day by day, and until when it lasts at this pace (予算の見通し). Pure arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

PACE_DAYS = 28  # four weeks, so that every day of the week counts alike
_FAR = 3_660  # as long as a program can be, and a date beyond the calendar's end is none


@dataclass(frozen=True, slots=True)
class Budget:
    """Of one program: its cap from its first day on."""

    first_day: date
    cap: int


@dataclass(frozen=True, slots=True)
class BudgetDay:
    """Sums up to the end of the day. `spent` is less what shops gave back."""

    day: date
    budget: int
    granted: int
    spent: int

    @property
    def left(self) -> int:
        """What may still be granted."""
        return max(0, self.budget - self.granted)


@dataclass(frozen=True, slots=True)
class Pace:
    """`amount` in `days`."""

    amount: int
    days: int

    def lasts_until(self, left: int, today: date) -> date | None:
        """The last day on which something is left at this pace, ten years from now at most; None when nothing moves."""
        if self.amount <= 0:
            return None
        return today + timedelta(days=min(_FAR, left * self.days // self.amount))


def budget_days(
    budgets: Sequence[Budget], granted: Mapping[date, int], spent: Mapping[date, int], today: date
) -> list[BudgetDay]:
    """Every day from the first one of a budget or movement to `today`, running sums. Empty before anything began."""
    begun = [budget.first_day for budget in budgets] + list(granted) + list(spent)
    first = min(begun, default=today + timedelta(days=1))
    days: list[BudgetDay] = []
    all_granted = all_spent = 0
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        all_granted += granted.get(day, 0)
        all_spent += spent.get(day, 0)
        budget = sum(one.cap for one in budgets if one.first_day <= day)
        days.append(BudgetDay(day, budget, all_granted, all_spent))
    return days


def granting_pace(days: Sequence[BudgetDay]) -> Pace:
    return _pace([day.granted for day in days])


def spending_pace(days: Sequence[BudgetDay]) -> Pace:
    return _pace([day.spent for day in days])


def _pace(sums: Sequence[int]) -> Pace:
    """Over the last four weeks, or since the first movement when that is later."""
    begun = next((place for place, amount in enumerate(sums) if amount), len(sums))
    start = max(begun, len(sums) - PACE_DAYS)
    if start >= len(sums):
        return Pace(0, 1)
    before = sums[start - 1] if start else 0
    return Pace(max(0, sums[-1] - before), len(sums) - start)


def picked(days: Sequence[BudgetDay], most: int = 14) -> list[BudgetDay]:
    """Some of the days for a table, evenly apart, the newest always among them."""
    step = -(-len(days) // most) if days else 1
    return list(days[::-1][::step])[::-1]
