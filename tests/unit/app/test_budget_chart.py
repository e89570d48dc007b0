"""Lines of the budget's chart stay in their frame and end where the numbers say."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.surfaces.console.budget_chart import HEIGHT, WIDTH, BudgetChart, budget_chart, round_up
from points.models.burn_down import Budget, budget_days, granting_pace
from points.queries.burn_down import BurnDown

FIRST = date(2026, 4, 1)
AMOUNTS = st.dictionaries(st.integers(0, 600), st.integers(0, 10**9), max_size=20)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def burned(cap: int, granted: dict[int, int], today: int, last: int = 180) -> BurnDown:
    amounts = {day(number): amount for number, amount in granted.items() if number <= today}
    days = budget_days([Budget(FIRST, cap)], amounts, {}, day(today))
    return BurnDown(days, day(last), granting_pace(days).lasts_until(days[-1].left, day(today)), None, 0)


def places(line: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in (place.split(",") for place in line.split())]


def lines(chart: BudgetChart) -> list[list[tuple[int, int]]]:
    return [places(line) for line in (chart.budget, chart.left, chart.granted, chart.spent, chart.ahead) if line]


@given(cap=st.integers(1, 10**12), granted=AMOUNTS, today=st.integers(0, 600), last=st.integers(0, 3_650))
def test_every_line_runs_from_left_to_right_inside_the_frame(
    cap: int, granted: dict[int, int], today: int, last: int
) -> None:
    for line in lines(budget_chart(burned(cap, granted, today, last))):
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in line)
        assert [x for x, _ in line] == sorted(x for x, _ in line)


def test_the_lines_end_at_today_and_the_pace_goes_on_to_zero() -> None:
    chart = budget_chart(burned(1_000, {0: 250, 49: 250}, 50, last=100))
    assert places(chart.left)[0] == (0, 100)  # 750 of 1,000
    assert places(chart.left)[-1] == (chart.today_x, 200) == (500, 200)
    assert places(chart.granted)[-1] == (500, 200)
    assert places(chart.budget) == [(0, 0), (500, 0), (1_000, 0)]
    assert places(chart.ahead) == [(500, 200), (1_000, 379)]  # 250 in 28 days: 56 more, of which 50 are shown


def test_a_pace_that_ends_within_the_frame_ends_at_the_bottom() -> None:
    chart = budget_chart(burned(300, {40: 200}, 50, last=180))
    assert places(chart.ahead)[-1][1] == HEIGHT
    assert places(chart.ahead)[-1][0] < WIDTH


def test_without_a_pace_or_anything_left_nothing_is_foretold() -> None:
    assert budget_chart(burned(100, {}, 10)).ahead == ""
    assert budget_chart(burned(100, {3: 100}, 10)).ahead == ""


def test_a_far_end_is_cut_off_and_a_near_one_is_not() -> None:
    assert budget_chart(burned(100, {}, 10, last=3_000)).end == day(40)
    assert budget_chart(burned(100, {}, 10, last=20)).end == day(20)
    assert budget_chart(burned(100, {}, 30, last=20)).end == day(30)  # over


@given(st.integers(0, 10**15))
def test_the_upper_edge_is_a_round_number_not_below(amount: int) -> None:
    edge = round_up(amount)
    assert edge >= max(1, amount)
    assert len(str(edge).rstrip("0")) == 1
