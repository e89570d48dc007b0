"""Cohorts by known answers, and hidden numbers that the month's number of customers does not give away."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from points.analytics.people.months import month_after
from points.analytics.people.retention import protected

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
MONTHS = [APRIL, MAY, JUNE]


def test_who_came_again_is_counted_by_the_month_of_the_first_payment() -> None:
    found = {(APRIL, APRIL): 20, (APRIL, MAY): 10, (APRIL, JUNE): 5, (MAY, MAY): 30, (MAY, JUNE): 24, (JUNE, JUNE): 9}
    shown = protected(found, MONTHS)
    assert [one.people for one in shown] == [20, 30, 9]
    assert [(one.people, one.percent) for one in shown[0].after] == [(10, 50), (5, 25)]
    assert [(one.people, one.percent) for one in shown[1].after] == [(24, 80)]
    assert shown[2].after == []


def test_a_few_who_came_and_a_few_who_did_not_are_hidden_with_what_would_tell_them() -> None:
    found = {(APRIL, APRIL): 20, (APRIL, MAY): 3, (MAY, MAY): 30}
    shown = protected(found, [APRIL, MAY])
    assert shown[0].after[0].people is None
    assert shown[1].people is None, "the month's customers less these would be the three"
    found = {(APRIL, APRIL): 20, (APRIL, MAY): 18, (MAY, MAY): 30}
    assert protected(found, [APRIL, MAY])[0].after[0].percent is None


def test_nobody_who_came_again_is_no_secret_and_a_small_cohort_shows_nothing() -> None:
    shown = protected({(APRIL, APRIL): 20, (MAY, MAY): 4, (MAY, JUNE): 2, (JUNE, JUNE): 40, (APRIL, JUNE): 9}, MONTHS)
    assert shown[0].after[0].people == 0
    assert shown[1].people is None
    assert shown[1].after[0].people is None


@st.composite
def pasts(draw: st.DrawFn) -> dict[tuple[date, date], int]:
    months, found = [date(2026, number, 1) for number in range(1, 6)], {}
    for at, first in enumerate(months):
        size = draw(st.one_of(st.integers(0, 4), st.integers(0, 25)))
        if size:
            found[first, first] = size
        for later in months[at + 1 :]:
            if size and (people := draw(st.integers(0, size))):
                found[first, later] = people
    return found


@given(pasts())
def test_no_few_people_are_shown_nor_do_they_follow_from_a_months_customers(
    found: dict[tuple[date, date], int],
) -> None:
    months = [date(2026, number, 1) for number in range(1, 6)]
    shown = {one.month: one for one in protected(found, months)}
    cells = {}
    for first, cohort in shown.items():
        cells[first, first] = cohort.people
        month = month_after(first)
        for after in cohort.after:
            cells[first, month] = after.people
            month = month_after(month)
    for (first, month), people in cells.items():
        size = found.get((first, first), 0)
        actual = found.get((first, month), 0)
        if people is not None:
            assert people == actual
            assert not 0 < people < 5
            assert month == first or not 0 < size - people < 5
    for month in months:
        column = [(first, found.get((first, month), 0)) for first in months if first <= month]
        hidden = [people for first, people in column if cells[first, month] is None and people]
        if any(people < 5 for people in hidden) and sum(people for _, people in column) >= 5:
            assert len(hidden) > 1, "one hidden number is the month's customers less the others"
