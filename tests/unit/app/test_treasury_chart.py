"""The treasury's chart stays in its frame and its bars stand for what the table says."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.surfaces.treasury.chart import HEIGHT, WIDTH, treasury_chart
from chain.units import Yen
from dao.queries.treasury.years import MonthSums, YearSums

AMOUNTS = st.tuples(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12))


@given(st.integers(0, 10**12), st.lists(AMOUNTS, max_size=12))
def test_nothing_leaves_the_frame_and_bars_are_in_proportion(opening: int, amounts: list[tuple[int, int, int]]) -> None:
    months = [MonthSums(date(2026, 4, 1), *map(Yen, one)) for one in amounts]
    chart = treasury_chart(YearSums(2026, Yen(opening), months, []))
    points = [tuple(map(int, place.split(","))) for place in chart.balance.split()]
    assert len(points) == len(months) + 1
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    for bar in chart.bars:
        assert 0 <= bar.x < bar.x + bar.width <= WIDTH
        assert bar.y + bar.height == HEIGHT
        amount = bar.month.income if bar.is_income else bar.month.spending
        assert bar.height == HEIGHT * int(amount) // chart.bars_top
