"""Where the bars of the sales chart stand: a day each, or a month each where there are many days. Pure geometry.

A frame of 1,000 by 300, (0, 0) at the top left; it is stretched to the width there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.surfaces.console.budget_chart import round_up
from marketplace.queries.selling.takings import DayTakings

WIDTH, HEIGHT = 1_000, 300
_MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Bar:
    begin: date
    amount: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TakingsChart:
    """`top`: the amount at the upper edge."""

    bars: Sequence[Bar]
    top: int
    is_monthly: bool


def takings_chart(days: Sequence[DayTakings], first: date, last: date) -> TakingsChart:
    is_monthly = (last - first).days >= _MOST_DAYS
    sums: Counter[date] = Counter()
    for one in days:
        sums[one.day.replace(day=1) if is_monthly else one.day] += int(one.amount)
    begins = _months(first, last) if is_monthly else [first + timedelta(days=n) for n in range((last - first).days + 1)]
    top = round_up(max([*sums.values(), 1]))
    bars = []
    for place, begin in enumerate(begins):
        height = HEIGHT * sums[begin] // top
        left, right = WIDTH * place // len(begins), WIDTH * (place + 1) // len(begins)
        gap = min(4, (right - left) // 4)
        bars.append(Bar(begin, sums[begin], left + gap, HEIGHT - height, max(1, right - left - 2 * gap), height))
    return TakingsChart(bars, top, is_monthly)


def _months(first: date, last: date) -> list[date]:
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found
