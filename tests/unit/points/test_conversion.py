"""The arithmetic of conversions: exact at any rate, and never more than asked or allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from points.models.conversion import (
    MOST_APP_POINTS,
    MOST_IN_RATE,
    app_points_within,
    convert,
    last_day_of_converted,
)


@dataclass(frozen=True)
class Rate:
    app_points: int
    common_points: int


parts = st.integers(1, MOST_IN_RATE)
rates = st.builds(Rate, parts, parts)
amounts = st.integers(0, MOST_APP_POINTS)


def test_ten_become_eight_and_what_does_not_fit_stays_with_the_app() -> None:
    rate = Rate(10, 8)
    assert convert(500, rate) == convert(504, rate)
    assert (convert(504, rate).taken, convert(504, rate).given) == (500, 400)
    assert convert(4, rate).taken == 0
    assert (convert(7, Rate(3, 1)).taken, convert(7, Rate(3, 1)).given) == (6, 2)
    assert (convert(7, Rate(1, 3)).taken, convert(7, Rate(1, 3)).given) == (7, 21)
    assert app_points_within(399, rate) == 495


@given(amounts, rates)
def test_what_is_taken_is_worth_exactly_what_is_given(asked: int, rate: Rate) -> None:
    got = convert(asked, rate)
    assert 0 <= got.taken <= asked
    assert got.taken * rate.common_points == int(got.given) * rate.app_points
    assert asked - got.taken < rate.app_points
    assert convert(got.taken, rate) == got


@given(amounts, amounts, rates)
def test_two_requests_never_give_more_than_one(first: int, second: int, rate: Rate) -> None:
    apart = convert(first, rate).given + convert(second, rate).given
    assert apart <= convert(first + second, rate).given


@given(st.integers(-1_000, 10**9), rates)
def test_the_most_within_a_limit_is_within_it_and_one_step_more_is_not(limit: int, rate: Rate) -> None:
    most = app_points_within(limit, rate)
    assert int(convert(most, rate).given) <= max(0, limit)
    assert int(convert(most + rate.app_points, rate).given) > limit


def test_points_last_a_year_and_never_beyond_the_program() -> None:
    today = date(2026, 11, 27)
    assert last_day_of_converted(today, today + timedelta(days=30)) == today + timedelta(days=30)
    assert last_day_of_converted(today, today + timedelta(days=900)) == today + timedelta(days=365)
