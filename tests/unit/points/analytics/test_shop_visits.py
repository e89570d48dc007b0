from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from points.analytics.shop.visits import TIMES, MonthOfShop, round_percent


@given(st.integers(0, 23))
def test_every_hour_belongs_to_one_time_of_day(hour: int) -> None:
    assert sum(time.holds(hour) for time in TIMES) == 1


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_the_average_is_the_nearest_whole_point(points: int, payments: int) -> None:
    average = MonthOfShop(date(2026, 4, 1), payments, points, 0, 0, 0).average
    assert average is not None and abs(average * payments - points) * 2 <= payments


def test_a_month_without_payments_has_no_average() -> None:
    assert MonthOfShop(date(2026, 4, 1), 0, 0, 0, 0, 0).average is None


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_the_nearest_whole_percent(part: int, whole: int) -> None:
    assert abs(round_percent(part, whole) * whole - 100 * part) * 2 <= whole
