"""Where the line and the dots of one indicator stand. Pure geometry: the numbers are the table's.

A plot of 240 by 96, (0, 0) at the top left, so that many fit beside each other; years without a value leave a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from points.analytics.wellbeing.pages import IndicatorView, YearValue

WIDTH, HEIGHT = 240, 96
_SIDE, _EDGE = 12, 12


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    value: YearValue


@dataclass(frozen=True, slots=True)
class IndicatorChart:
    """`lines`: points of polylines, one a run of years without a gap."""

    dots: Sequence[Dot]
    lines: Sequence[str]
    first: int
    last: int


def indicator_chart(view: IndicatorView, first: int, last: int) -> IndicatorChart | None:
    """`first`, `last`: the years at the sides, alike for all that stand beside each other. None without values."""
    values = [one for one in view.values if first <= one.year <= last]
    if not values:
        return None
    low, high = _ends(view, values)
    dots = [Dot(_x(one.year, first, last), _y(one.thousandths, low, high), one) for one in values]
    runs: list[list[Dot]] = []
    for dot in dots:
        if runs and runs[-1][-1].value.year == dot.value.year - 1:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    lines = [" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1]
    return IndicatorChart(dots, lines, first, last)


def _ends(view: IndicatorView, values: Sequence[YearValue]) -> tuple[int, int]:
    """The whole scale of what people are asked, so that a small change looks small; else the span of the values."""
    scale = view.indicator.least, view.indicator.most
    if scale[0] is not None and scale[1] is not None:
        return scale[0], scale[1]
    numbers = [one.thousandths for one in values]
    return min(numbers), max(numbers)


def _x(year: int, first: int, last: int) -> int:
    return WIDTH // 2 if first == last else _SIDE + (WIDTH - 2 * _SIDE) * (year - first) // (last - first)


def _y(value: int, low: int, high: int) -> int:
    return HEIGHT // 2 if low == high else HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * (value - low) // (high - low)
