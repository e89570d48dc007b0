"""Budgets by day add up, and a pace says until when a budget lasts."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from points.models.burn_down import (
    PACE_DAYS,
    Budget,
    BudgetDay,
    Pace,
    budget_days,
    granting_pace,
    picked,
    spending_pace,
)

FIRST = date(2026, 4, 1)
AMOUNTS = st.dictionaries(st.integers(0, 100), st.integers(0, 10**9), max_size=20)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def dated(amounts: dict[int, int]) -> dict[date, int]:
    return {day(number): amount for number, amount in amounts.items()}


@given(granted=AMOUNTS, spent=AMOUNTS, cap=st.integers(0, 10**12))
def test_the_last_day_holds_the_sums_and_what_is_left_never_rises(
    granted: dict[int, int], spent: dict[int, int], cap: int
) -> None:
    days = budget_days([Budget(FIRST, cap)], dated(granted), dated(spent), day(100))
    assert len(days) == 101
    assert (days[-1].granted, days[-1].spent) == (sum(granted.values()), sum(spent.values()))
    assert [one.left for one in days] == sorted((one.left for one in days), reverse=True)
    assert days[-1].left == max(0, cap - days[-1].granted)


@given(amount=st.integers(1, 10**9), days=st.integers(1, PACE_DAYS), left=st.integers(0, 10**12))
def test_a_budget_lasts_to_the_last_day_on_which_the_pace_is_covered(amount: int, days: int, left: int) -> None:
    until = Pace(amount, days).lasts_until(left, FIRST)
    assert until is not None
    number = (until - FIRST).days
    assert number * amount <= left * days
    assert left * days < (number + 1) * amount or number == 3_660


def test_a_budget_begins_with_its_program() -> None:
    days = budget_days([Budget(FIRST, 100), Budget(day(2), 50)], {day(1): 30}, {}, day(3))
    assert [(one.budget, one.left) for one in days] == [(100, 100), (100, 70), (150, 120), (150, 120)]


def test_nothing_is_shown_before_the_first_day() -> None:
    assert budget_days([Budget(day(5), 100)], {}, {}, FIRST) == []
    assert budget_days([], {}, {}, FIRST) == []


def test_the_pace_is_that_of_four_weeks_or_since_it_began() -> None:
    early = budget_days([Budget(FIRST, 100)], {day(7): 20, day(8): 10}, {}, day(9))
    assert granting_pace(early) == Pace(30, 3)
    late = budget_days([Budget(FIRST, 100)], {day(0): 50, day(40): 28}, {day(45): 7}, day(50))
    assert granting_pace(late) == Pace(28, 28)
    assert spending_pace(late) == Pace(7, 6)
    assert granting_pace(late).lasts_until(late[-1].left, day(50)) == day(72)


def test_without_grants_or_after_refunds_alone_nobody_knows() -> None:
    assert granting_pace([]).lasts_until(5, FIRST) is None
    quiet = budget_days([Budget(FIRST, 100)], {day(0): 50}, {day(0): 9, day(60): -3}, day(60))
    assert granting_pace(quiet).lasts_until(50, day(60)) is None
    assert spending_pace(quiet).lasts_until(41, day(60)) is None


@given(count=st.integers(0, 2_000))
def test_a_table_has_few_rows_and_the_newest_day(count: int) -> None:
    days = [BudgetDay(day(number), 0, 0, 0) for number in range(count)]
    rows = picked(days)
    assert len(rows) <= 14
    assert rows[-1:] == days[-1:]
    assert rows == sorted(rows, key=lambda row: row.day)
