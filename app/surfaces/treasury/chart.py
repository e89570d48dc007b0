"""Where the lines and bars of a treasury's year run. Pure geometry: the words are the template's.

Two plots of 1,000 by 300 and twelve months, (0, 0) at the top left; they are stretched to the width there is. Income
stands left of spending in its month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.surfaces.console.budget_chart import round_up
from dao.queries.treasury.years import MonthSums, YearSums

WIDTH, HEIGHT, _MONTHS = 1_000, 300, 12


@dataclass(frozen=True, slots=True)
class Bar:
    month: MonthSums
    is_income: bool
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TreasuryChart:
    """`balance`: points of a polyline through the months' ends; `balance_top`, `bars_top`: yen at the upper edges."""

    balance: str
    balance_top: int
    bars: Sequence[Bar]
    bars_top: int


def treasury_chart(of: YearSums) -> TreasuryChart:
    balance_top = round_up(max([int(of.opening), *(int(month.balance) for month in of.months)]))
    bars_top = round_up(max([max(int(month.income), int(month.spending)) for month in of.months] or [0]))
    points = [(0, int(of.opening))]
    points += [(_edge(place + 1), int(month.balance)) for place, month in enumerate(of.months)]
    return TreasuryChart(
        balance=" ".join(f"{x},{HEIGHT - HEIGHT * amount // balance_top}" for x, amount in points),
        balance_top=balance_top,
        bars=[bar for place, month in enumerate(of.months) for bar in _bars(place, month, bars_top)],
        bars_top=bars_top,
    )


def _bars(place: int, month: MonthSums, top: int) -> list[Bar]:
    left, middle, right = _edge(place), (_edge(place) + _edge(place + 1)) // 2, _edge(place + 1)
    sides = [(True, month.income, left + 8, middle - 2), (False, month.spending, middle + 2, right - 8)]
    bars = []
    for is_income, amount, begin, end in sides:
        height = HEIGHT * int(amount) // top
        bars.append(Bar(month, is_income, begin, HEIGHT - height, end - begin, height))
    return [bar for bar in bars if bar.height]


def _edge(place: int) -> int:
    return WIDTH * place // _MONTHS
