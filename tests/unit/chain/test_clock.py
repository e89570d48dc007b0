from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from chain.clock import FixedClock, business_date, day_from_number, day_number, end_of_day, from_unix, unix


def test_the_business_date_changes_at_midnight_in_japan() -> None:
    assert business_date(datetime(2026, 5, 11, 14, 59, 59, tzinfo=UTC)) == date(2026, 5, 11)
    assert business_date(datetime(2026, 5, 11, 15, 0, 0, tzinfo=UTC)) == date(2026, 5, 12)


def test_a_day_ends_when_the_next_one_begins_in_japan() -> None:
    end = end_of_day(date(2026, 5, 11))
    assert business_date(end) == date(2026, 5, 12)
    assert business_date(end - timedelta(seconds=1)) == date(2026, 5, 11)


def test_day_numbers_count_from_1970() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_from_number(day_number(date(2026, 11, 23))) == date(2026, 11, 23)


def test_unix_seconds_round_trip() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert from_unix(unix(moment)) == moment


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    before = clock.now()
    assert clock.now() == before
    clock.advance(timedelta(hours=1))
    assert clock.now() - before == timedelta(hours=1)
