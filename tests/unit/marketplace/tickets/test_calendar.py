"""From a calendar as written to the slots that it means."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.clock import JST, business_date, unix
from chain.errors import Invalid
from marketplace.services.tickets.calendar import CalendarPlan, fill

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


def test_departures_by_weekday_with_days_off_and_their_own_price() -> None:
    plan = CalendarPlan(
        MONDAY, MONDAY + timedelta(days=6), 30, departures=(720, 550), lasts=75, weekdays=frozenset({0, 5, 6}),
        percents=(100,) * 5 + (120, 120), blackouts=frozenset({MONDAY}),
    )  # fmt: skip
    slots = fill(plan, {}, NOW).slots
    starts = [slot.starts_at.astimezone(JST).strftime("%d %H:%M") for slot in slots if slot.starts_at]
    assert starts == ["28 09:10", "28 12:00", "29 09:10", "29 12:00"]
    assert {slot.price_basis_points for slot in slots} == {12_000} and len({slot.slot for slot in slots}) == 4
    first = slots[0]
    assert first.starts_at is not None
    assert (first.starts_at - first.admits_from, first.ends_at - first.starts_at) == (
        timedelta(minutes=60),
        timedelta(minutes=75),
    )


def test_nights_in_a_row_have_numbers_in_a_row_also_when_more_are_added() -> None:
    plan = CalendarPlan(MONDAY, MONDAY + timedelta(days=3), 2, departures=(900,), lasts=1_140, is_stay=True)
    slots = fill(plan, {}, NOW).slots
    assert [slot.slot - slots[0].slot for slot in slots] == [0, 1, 2, 3]
    known = {unix(slot.starts_at): 7 + place for place, slot in enumerate(slots) if slot.starts_at}
    more = fill(CalendarPlan(MONDAY, MONDAY + timedelta(days=5), 2, (900,), 1_140, is_stay=True), known, NOW)
    assert [slot.slot for slot in more.slots] == [11, 12] and more.known == 4


def test_an_open_ticket_is_one_slot_until_the_last_day_is_over() -> None:
    (slot,) = fill(CalendarPlan(MONDAY, MONDAY + timedelta(days=30), 500, is_open_ticket=True), {}, NOW).slots
    assert slot.starts_at is None
    assert business_date(slot.ends_at - timedelta(seconds=1)) == MONDAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("plan", "field", "reason"),
    [
        (CalendarPlan(MONDAY, MONDAY - timedelta(days=1), 1, (540,)), "last_day", "before_first_day"),
        (CalendarPlan(MONDAY, MONDAY + timedelta(days=900), 1, (540,)), "last_day", "calendar_too_long"),
        (CalendarPlan(MONDAY, MONDAY, 1), "departures", "empty"),
        (CalendarPlan(MONDAY, MONDAY, 1, (540, 540)), "departures", "twice"),
        (CalendarPlan(MONDAY, MONDAY, 1, (540,), weekdays=frozenset({3})), "first_day", "no_slots"),
        (CalendarPlan(MONDAY, MONDAY + timedelta(days=300), 1, (540, 600)), "last_day", "too_many_slots"),
        (CalendarPlan(date(2026, 11, 1), date(2026, 11, 2), 1, (540,)), "first_day", "no_slots"),
    ],
)
def test_what_cannot_be_a_calendar_is_refused(plan: CalendarPlan, field: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        fill(plan, {}, NOW)
    assert (refused.value.field, refused.value.reason) == (field, reason)


@given(
    st.integers(0, 60),
    st.sets(st.integers(0, 1_439), min_size=1, max_size=6),
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_no_slot_comes_twice_and_the_seal_tells_them_apart(
    days: int, times: set[int], weekdays: frozenset[int]
) -> None:
    plan = CalendarPlan(MONDAY, MONDAY + timedelta(days=days), 5, tuple(times), weekdays=weekdays)
    try:
        filling = fill(plan, {}, NOW)
    except Invalid:
        return
    assert len({slot.slot for slot in filling.slots}) == len(filling.slots) <= 61 * len(times)
    more = CalendarPlan(MONDAY, MONDAY + timedelta(days=days), 6, tuple(times), weekdays=weekdays)
    assert fill(plan, {}, NOW).seal == filling.seal != fill(more, {}, NOW).seal
    known = {unix(slot.starts_at): slot.slot for slot in filling.slots if slot.starts_at}
    with pytest.raises(Invalid):
        fill(plan, known, NOW)
