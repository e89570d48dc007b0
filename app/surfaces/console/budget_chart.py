"""Where the lines of the budget's chart run. Pure geometry: the words are the template's, the numbers the table's.

The plot is stretched to the width there is, so it holds lines alone: a frame of 1,000 by 400, (0, 0) at the top left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from points.models.burn_down import BudgetDay
from points.queries.burn_down import BurnDown

WIDTH, HEIGHT = 1_000, 400
_LEAST_AHEAD = 30  # days beyond today that are shown, as far as the period goes
_MOST_POINTS = 400


@dataclass(frozen=True, slots=True)
class BudgetChart:
    """`budget`, `left`, `granted`, `spent`: points of polylines. `ahead`: from today's left to where it ends, empty
    without a pace. `top`: the amount at the upper edge; `begin`, `end`: the days at the sides; `today_x`."""

    budget: str
    left: str
    granted: str
    spent: str
    ahead: str
    today_x: int
    begin: date
    end: date
    top: int


def budget_chart(of: BurnDown) -> BudgetChart:
    days = of.days
    begin, end = days[0].day, shown_end(of)
    top = round_up(max(max(day.budget, day.granted, day.spent) for day in days))

    def x(day: date) -> int:
        return WIDTH * (day - begin).days // max(1, (end - begin).days)

    def y(amount: int) -> int:
        return HEIGHT - HEIGHT * amount // top

    def line(amount: Callable[[BudgetDay], int]) -> str:
        return _steps([(x(day.day), y(amount(day))) for day in _thinned(days)])

    return BudgetChart(
        budget=line(lambda day: day.budget) + f" {WIDTH},{y(days[-1].budget)}",
        left=line(lambda day: day.left),
        granted=line(lambda day: day.granted),
        spent=line(lambda day: day.spent),
        ahead=_ahead(of, end, x, y),
        today_x=x(days[-1].day),
        begin=begin,
        end=end,
        top=top,
    )


def shown_end(of: BurnDown) -> date:
    """The end of the period, or less of it when that is far away: as much ahead as there was, and a month at least."""
    today = of.days[-1].day
    ahead = max(_LEAST_AHEAD, (today - of.days[0].day).days)
    return max(today, min(of.end, today + timedelta(days=ahead)))


def round_up(amount: int) -> int:
    """To a number of one digit and zeros, for the edge of the plot."""
    if amount < 1:
        return 1
    step: int = 10 ** (len(str(amount)) - 1)
    return -(-amount // step) * step


def _ahead(of: BurnDown, end: date, x: Callable[[date], int], y: Callable[[int], int]) -> str:
    """A straight line to zero, cut off at the edge of the plot."""
    today, left = of.today.day, of.today.left
    if of.lasts_until is None or not left or end <= today:
        return ""
    until = max(of.lasts_until, today + timedelta(days=1))
    shown = min(until, end)
    rest = left * (until - shown).days // (until - today).days
    return f"{x(today)},{y(left)} {x(shown)},{y(rest)}"


def _thinned(days: list[BudgetDay]) -> list[BudgetDay]:
    """No more than a screen can show, the first and the last among them."""
    step = -(-len(days) // _MOST_POINTS)
    return days if step == 1 else [*days[:-1:step], days[-1]]


def _steps(points: list[tuple[int, int]]) -> str:
    """Level until it changes: amounts move on days, not between them. Points in line are left out."""
    shown = [points[0]]
    for before, (x, y) in pairwise(points):
        if y != before[1]:
            shown += [(x, before[1]), (x, y)]
    if shown[-1] != points[-1]:
        shown.append(points[-1])
    return " ".join(f"{x},{y}" for x, y in shown)
