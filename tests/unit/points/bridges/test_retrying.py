"""When a message is tried again: the standard's ten attempts, and what the receiver wishes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from points.bridges.retrying import JITTER, MOST_ATTEMPTS, is_overburdened, is_taken, pause_after, wait_after, wish_of

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CHANCE = st.floats(0, 1, exclude_max=True)


def test_the_attempts_are_those_of_the_standard() -> None:
    waits = [wait_after(attempts, 0) for attempts in range(1, MOST_ATTEMPTS + 2)]
    hours = [timedelta(hours=number) for number in (2, 5, 10, 14, 20, 24)]
    early = [timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30)]
    assert waits == [*early, *hours, None, None]


@given(st.integers(1, MOST_ATTEMPTS - 1), CHANCE, st.timedeltas(timedelta(), timedelta(days=400)))
def test_chance_and_wishes_only_lengthen_a_wait_and_never_without_end(
    attempts: int, chance: float, wish: timedelta
) -> None:
    plain, waited, wished = (wait_after(attempts, *more) for more in ((0,), (chance,), (chance, wish)))
    assert plain is not None and waited is not None and wished is not None
    assert plain <= waited <= plain * (1 + JITTER)
    assert waited <= wished and wished >= min(wish, DAY) and wished <= max(waited, DAY)


@given(st.integers(0, 2**40), st.timedeltas(timedelta(), timedelta(days=400)))
def test_a_pause_grows_with_the_failures_up_to_five_minutes_unless_more_is_wished(
    failures: int, wish: timedelta
) -> None:
    assert pause_after(failures) <= pause_after(failures + 1) <= timedelta(minutes=5)
    assert pause_after(failures, wish) == max(pause_after(failures), min(wish, DAY))
    assert pause_after(0) == timedelta() and pause_after(1) == timedelta(seconds=5)


@given(st.text() | st.from_regex(r"[0-9]{1,40}|[A-Z][a-z]{2}, [0-9]+ [A-Z][a-z]{2} [0-9]+ [0-9:]+ \S+"))
def test_whatever_stands_in_retry_after_is_a_wait_of_at_most_a_day(text: str) -> None:
    assert timedelta() <= wish_of(text, NOW) <= DAY


@given(st.integers(0, 86_400))
def test_retry_after_is_read_as_seconds_and_as_a_date(seconds: int) -> None:
    later = timedelta(seconds=seconds)
    assert wish_of(f" {seconds} ", NOW) == later
    assert wish_of(format_datetime(NOW + later, usegmt=True), NOW) == later
    assert wish_of(format_datetime(NOW - later), NOW) == timedelta()


@pytest.mark.parametrize(
    ("status", "taken", "overburdened"),
    [(200, True, False), (204, True, False), (299, True, False), (301, False, False), (308, False, False),
     (400, False, False), (410, False, False), (429, False, True), (500, False, False), (502, False, True),
     (504, False, True), (0, False, True)],
)  # fmt: skip
def test_only_what_was_answered_with_2xx_was_taken(status: int, taken: bool, overburdened: bool) -> None:
    assert (is_taken(status), is_overburdened(status)) == (taken, overburdened)
