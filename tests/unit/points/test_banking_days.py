"""When banks are open, and when a closing and its payment fall."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from points.models.banking_days import (
    MONTH_END,
    banking_day_after,
    closing_days_of_month,
    is_banking_day,
    latest_due,
    next_closings,
)

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
RULES = st.lists(st.integers(1, MONTH_END), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 23), False),  # 勤労感謝の日
        (date(2026, 12, 31), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 4), True),
        (date(2026, 5, 6), False),  # 振替休日
        (date(2026, 9, 22), False),  # 国民の休日
    ],
)
def test_banks_keep_weekends_holidays_and_the_new_year(day: date, is_open: bool) -> None:
    assert is_banking_day(day) is is_open


def test_payment_after_the_year_end_closing_skips_the_holidays() -> None:
    assert banking_day_after(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert banking_day_after(date(2026, 12, 31), 5) == date(2027, 1, 8)
    assert banking_day_after(date(2026, 11, 21), 0) == date(2026, 11, 24)


@given(DAYS, st.integers(0, 40))
def test_a_payment_day_is_a_banking_day_with_that_many_between(day: date, count: int) -> None:
    found = banking_day_after(day, count)
    between = sum(is_banking_day(day + timedelta(days=step)) for step in range(1, (found - day).days + 1))
    assert is_banking_day(found)
    assert found >= day
    assert between == count or count == 0


@given(RULES, st.integers(2020, 2035), st.integers(1, 12))
def test_every_rule_closes_in_every_month_and_month_end_is_its_last_day(days: list[int], year: int, month: int) -> None:
    found = closing_days_of_month([*days, MONTH_END], year, month)
    assert (found[-1] + timedelta(days=1)).day == 1
    assert found == sorted(set(found))


@given(RULES, st.integers(0, 20), DAYS)
def test_next_closings_follow_each_other_from_today_on(days: list[int], payment_days: int, today: date) -> None:
    found = next_closings(days, payment_days, today, 3)
    assert len(found) == 3
    assert today <= found[0].day < found[1].day < found[2].day
    assert all(one.payment_day >= one.day for one in found)


@given(RULES, DAYS, st.integers(1, 400))
def test_a_due_closing_is_over_not_covered_and_the_newest(days: list[int], closed: date, later: int) -> None:
    today = closed + timedelta(days=later)
    due = latest_due(days, closed, today)
    upcoming = next_closings(days, 0, (due or closed) + timedelta(days=1), 1)[0].day
    assert due is None or closed < due < today
    assert upcoming >= today


def test_nothing_is_due_on_the_closing_day_itself() -> None:
    assert latest_due([15, MONTH_END], date(2026, 10, 31), date(2026, 11, 15)) is None
    assert latest_due([15, MONTH_END], date(2026, 10, 31), date(2026, 11, 16)) == date(2026, 11, 15)
    assert latest_due([], None, date(2026, 11, 16)) is None
