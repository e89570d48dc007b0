"""When deliveries are due, whatever the months, the day of the purchase and what was missed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from marketplace.models.deliveries.schedule import LEAD, Season, season_months, upcoming

MONTHS = st.sets(st.integers(1, 12), min_size=1)
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def months_of(season: Season) -> set[int]:
    """Every month that it touches."""
    length = (season.last.year - season.first.year) * 12 + season.last.month - season.first.month
    return {(season.first.month - 1 + step) % 12 + 1 for step in range(length + 1)}


@given(MONTHS, st.integers(1, 12), st.integers(1, 10), st.integers(0, 120), DAYS, DAYS)
def test_what_is_left_is_planned_in_order_and_within_the_months(
    months: set[int], per_year: int, years: int, used: int, bought: date, today: date
) -> None:
    uses = per_year * years
    used, today = min(used, uses), max(bought, today)
    left = upcoming(list(months), per_year, uses, used, bought, today)
    assert len(left) == uses - used
    assert left == sorted(left, key=lambda season: (season.first, season.last))
    for season in left:
        assert season.last >= today
        assert season.first.month in months and season.last.month in months
        assert season.first.day == 1 and season.first <= season.last
    for place in range(len(left) - per_year):
        first, next_year = left[place], left[place + per_year]
        assert (next_year.first.year, next_year.first.month) == (first.first.year + 1, first.first.month)


@given(MONTHS)
def test_the_harvest_begins_after_the_longest_rest(months: set[int]) -> None:
    ordered = season_months(list(months))
    assert set(ordered) == months and len(ordered) == len(months)
    rests = [(ordered[place] - ordered[place - 1] - 1) % 12 for place in range(len(ordered))]
    assert rests[0] == max(rests)


def test_a_season_across_the_new_year_is_one() -> None:
    assert season_months([1, 11, 12]) == (11, 12, 1)
    (season,) = upcoming([1, 11, 12], 1, 1, 0, date(2026, 10, 1), date(2026, 10, 1))
    assert season == Season(date(2026, 11, 1), date(2027, 1, 31))
    assert months_of(season) == {11, 12, 1}


def test_who_buys_late_begins_with_the_next_season() -> None:
    assert upcoming([10], 1, 3, 0, date(2026, 10, 31) - LEAD, date(2026, 10, 20))[0].first == date(2026, 10, 1)
    assert upcoming([10], 1, 3, 0, date(2026, 10, 20), date(2026, 10, 20))[0].first == date(2027, 10, 1)


def test_what_was_missed_moves_on_and_none_is_lost() -> None:
    left = upcoming([10], 1, 3, 1, date(2020, 5, 1), date(2026, 11, 1))
    assert [season.first.year for season in left] == [2027, 2028]
    assert upcoming([10], 1, 3, 3, date(2020, 5, 1), date(2026, 11, 1)) == []
