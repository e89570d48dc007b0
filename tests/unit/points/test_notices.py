"""When a person hears of an expiry, and how long a refused mail waits."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from points.models.notice import EXPIRY_DAYS, MOST_ATTEMPTS, is_due, wait_after

DAYS = st.sets(st.sampled_from(EXPIRY_DAYS))
TODAY = 20_000


@given(DAYS, st.integers(TODAY - 5, TODAY + 40))
def test_who_is_looked_at_every_day_hears_once_for_each_day_chosen(chosen: set[int], expiry_day: int) -> None:
    heard = [day for day in range(TODAY, TODAY + 60) if is_due(expiry_day, chosen, day - 1, day)]
    assert heard == sorted(expiry_day - days for days in chosen if expiry_day - days >= TODAY)


@given(DAYS, st.integers(TODAY, TODAY + 40), st.integers(1, 10))
def test_days_on_which_nobody_looked_are_caught_up_before_the_points_are_gone(
    chosen: set[int], expiry_day: int, missed: int
) -> None:
    each = any(is_due(expiry_day, chosen, day - 1, day) for day in range(TODAY - missed + 1, TODAY + 1))
    assert is_due(expiry_day, chosen, TODAY - missed, TODAY) == each


def test_expired_points_are_not_told() -> None:
    assert not is_due(TODAY - 1, EXPIRY_DAYS, TODAY - 60, TODAY)


def test_a_refused_mail_waits_longer_each_time_and_is_given_up_within_days() -> None:
    waits = [wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS + 1)]
    assert waits == sorted(waits)
    assert timedelta(days=1) < sum(waits[:-1], timedelta()) < timedelta(days=3)
