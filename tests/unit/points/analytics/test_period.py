"""Periods: as long before as after, cut into weeks or months without a gap."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chain.anonymity import LEAST
from chain.clock import JST, business_date, day_from_number, day_number, from_unix
from points.analytics.models.days import day_of, hour_of, month_of, months_between, weekday_of
from points.analytics.models.hiding import told
from points.analytics.models.period import (
    Period,
    change_percent,
    fiscal_year,
    period_between,
    weeks_until,
    whole_months,
)

_DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(_DAYS, st.integers(0, 800))
def test_every_day_lies_in_a_part_and_parts_follow_on_each_other(first: date, length: int) -> None:
    period = Period(first, first + timedelta(days=length))
    parts = period.parts
    assert parts[0] == first
    assert parts == sorted(set(parts))
    assert {period.part_of(first + timedelta(days=at)) for at in range(period.days)} == set(parts)
    for start in parts[1:]:
        assert start.weekday() == 0 if period.is_told_by_week else start.day == 1


@given(_DAYS, st.integers(0, 800))
def test_the_period_before_is_as_long_and_ends_on_the_eve(first: date, length: int) -> None:
    period = Period(first, first + timedelta(days=length))
    assert period.before.days == period.days
    assert period.before.last == first - timedelta(days=1)


@given(_DAYS, st.integers(0, 800), st.integers(-40, 900))
def test_whole_months_and_the_days_around_them_are_the_period(first: date, length: int, until_today: int) -> None:
    period, today = Period(first, first + timedelta(days=length)), first + timedelta(days=until_today)
    months, rest = whole_months(period, today)
    told = [one.first + timedelta(days=at) for one in rest for at in range(one.days)]
    for month in months:
        day = month
        while day.month == month.month:
            told.append(day)
            day += timedelta(days=1)
    assert len(told) == len(set(told))
    asked = [first + timedelta(days=at) for at in range(period.days)]
    assert sorted(day for day in told if day <= today) == [day for day in asked if day <= today]
    assert len(rest) <= 2


def test_usual_periods_end_today() -> None:
    thursday = date(2026, 11, 26)
    assert weeks_until(thursday, 4) == Period(date(2026, 11, 2), thursday)
    assert fiscal_year(thursday) == Period(date(2026, 4, 1), thursday)
    assert fiscal_year(date(2027, 3, 31)) == Period(date(2026, 4, 1), date(2027, 3, 31))


def test_a_period_is_turned_round_and_no_longer_than_five_years() -> None:
    assert period_between(date(2026, 5, 2), date(2026, 5, 1)) == Period(date(2026, 5, 1), date(2026, 5, 2))
    assert period_between(date(1, 1, 1), date(2026, 5, 1)).days == 366 * 5


def test_change_is_rounded_half_away_from_zero() -> None:
    assert change_percent(120, 100) == 20
    assert change_percent(1_005, 1_000) == 1
    assert change_percent(995, 1_000) == -1
    assert change_percent(0, 7) == -100
    assert change_percent(5, 0) is None


@given(st.integers(0, 4_102_444_800))
def test_days_and_hours_are_those_of_japan(seconds: int) -> None:
    at, day = from_unix(seconds).astimezone(JST), day_of(seconds)
    assert day_from_number(day) == business_date(from_unix(seconds))
    assert (hour_of(seconds), weekday_of(day)) == (at.hour, at.weekday())
    assert day_from_number(month_of(day)) == at.date().replace(day=1)


def test_months_are_counted_over_the_new_year() -> None:
    months = months_between(day_number(date(2026, 11, 27)), day_number(date(2027, 1, 1)))
    assert [day_from_number(one) for one in months] == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_few_people_are_hidden_and_nobody_is_not() -> None:
    assert [told(count) for count in (0, 1, LEAST - 1, LEAST)] == [0, None, None, LEAST]
