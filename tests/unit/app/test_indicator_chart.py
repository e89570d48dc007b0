from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.surfaces.wellbeing.chart import HEIGHT, WIDTH, indicator_chart
from points.analytics.wellbeing.pages import IndicatorView, YearValue
from points.models import Indicator


def view(values: dict[int, int], least: int | None = None, most: int | None = None) -> IndicatorView:
    years = [YearValue(year, value, "調査", "", 1) for year, value in sorted(values.items())]
    return IndicatorView(Indicator(least=least, most=most), years, {})


@given(st.dictionaries(st.integers(2015, 2030), st.integers(-(10**12), 10**12), min_size=1))
def test_every_value_stands_inside_the_plot_and_the_higher_one_higher(values: dict[int, int]) -> None:
    chart = indicator_chart(view(values), 2015, 2030)
    assert chart is not None
    assert len(chart.dots) == len(values)
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in chart.dots)
    by_value = sorted(chart.dots, key=lambda dot: dot.value.thousandths)
    assert [dot.y for dot in by_value] == sorted((dot.y for dot in by_value), reverse=True)


def test_a_year_without_a_value_leaves_a_gap_in_the_line() -> None:
    chart = indicator_chart(view({2021: 1, 2022: 2, 2024: 3}), 2021, 2024)
    assert chart is not None
    assert [len(line.split()) for line in chart.lines] == [2]


def test_answers_on_a_scale_are_drawn_on_the_whole_of_it() -> None:
    chart = indicator_chart(view({2024: 5_000, 2025: 5_100}, 0, 10_000), 2024, 2025)
    assert chart is not None
    assert abs(chart.dots[0].y - HEIGHT // 2) <= 1 and chart.dots[0].y - chart.dots[1].y <= 1


def test_nothing_is_drawn_without_values_in_the_years_shown() -> None:
    assert indicator_chart(view({2010: 1}), 2020, 2024) is None
