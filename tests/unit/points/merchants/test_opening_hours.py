"""Opening hours as people type them, and whether a shop is open at a moment."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from chain.clock import JST
from chain.errors import Invalid
from points.models.opening_hours import OpeningHours, is_public_holiday, read_spans, spans_typed

EVENING = OpeningHours({"fri": ((18 * 60, 26 * 60),), "sat": ((11 * 60, 14 * 60), (17 * 60, 22 * 60))})


def no_holiday(day: date) -> bool:
    return False


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("10:00-19:00", ((600, 1140),)),
        ("１１：００〜１４：００、 17.00 - 22.00", ((660, 840), (1020, 1320))),
        ("18:00-2:00", ((1080, 1560),)),
        ("18:00-26:00", ((1080, 1560),)),
        ("休", ()),
        ("", ()),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert read_spans(typed) == spans
    assert read_spans(spans_typed(spans)) == spans


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("朝から", "hours_form"),
        ("25:00-26:00", "hours_form"),
        ("10:60-12:00", "hours_form"),
        ("10:00-9:00", "hours_order"),
        ("10:00-15:00, 14:00-18:00", "hours_overlap"),
    ],
)
def test_hours_that_cannot_be_are_refused(typed: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_spans(typed)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("day", "hour", "minute", "is_open"),
    [
        (27, 17, 59, False),  # Friday
        (27, 18, 0, True),
        (28, 1, 59, True),  # the small hours of Saturday belong to Friday
        (28, 2, 0, False),
        (28, 15, 0, False),  # the break
        (28, 17, 0, True),
        (29, 12, 0, False),
    ],
)
def test_open_now_knows_breaks_and_the_night(day: int, hour: int, minute: int, is_open: bool) -> None:
    assert EVENING.is_open(datetime(2026, 11, day, hour, minute, tzinfo=JST), no_holiday) is is_open


def test_a_public_holiday_has_its_own_hours_where_they_are_given() -> None:
    labour_day = datetime(2026, 11, 23, 12, tzinfo=JST)  # a Monday
    monday = OpeningHours({"mon": ((600, 1140),)})
    assert monday.is_open(labour_day, is_public_holiday)
    assert not OpeningHours({**monday.days, "holiday": ()}).is_open(labour_day, is_public_holiday)
