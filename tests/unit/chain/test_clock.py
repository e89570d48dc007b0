from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from chain.clock import FixedClock, TrialClock, business_date, day_from_number, day_number, end_of_day, from_unix, unix


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


def test_a_trial_clock_goes_with_the_machine_until_it_is_moved_for_all_who_read_its_file(tmp_path: Path) -> None:
    mine, theirs = TrialClock(tmp_path / "time-ahead"), TrialClock(tmp_path / "time-ahead")
    assert abs(mine.now() - datetime.now(UTC)) < timedelta(minutes=1)
    mine.forward(timedelta(days=6))
    mine.forward(timedelta(hours=1))
    assert theirs.ahead == timedelta(days=6, hours=1)
    assert abs(theirs.now() - datetime.now(UTC) - theirs.ahead) < timedelta(minutes=1)
