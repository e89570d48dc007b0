"""What a rule gives: the conditions, the arithmetic, and what holds in whichever order events come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.clock import JST
from chain.ids import MunicipalityCode
from points.bridges.rules.deciding import (
    Happening,
    Past,
    Places,
    Reason,
    decide,
    is_run_due,
    refusal,
)
from points.bridges.rules.ports import Standing
from points.bridges.rules.terms import Amount, AmountKind, Residence, Terms

UDA, MITSUE, TOKYO = MunicipalityCode("292125"), MunicipalityCode("293865"), MunicipalityCode("131016")
PLACES = Places(UDA, [UDA, MITSUE])
TERMS = Terms(Amount(points=100))
FRIDAY = datetime(2026, 11, 27, 18, 30, tzinfo=JST)
RICH = Past(budget_left=10**9)


def event(kind: str = "jp.musubi.gym.left", at: datetime = FRIDAY, **data: Any) -> Happening:
    return Happening(kind, UDA, at, data)


@pytest.mark.parametrize(
    ("amount", "data", "points"),
    [
        (Amount(points=70), {}, 70),
        (Amount(AmountKind.PER_UNIT, 2, "steps", 1000), {"steps": 8999}, 16),
        (Amount(AmountKind.PER_UNIT, 2, "steps", 1000), {"steps": 999}, 0),
        (Amount(AmountKind.PER_UNIT, 2, "steps", 1000), {}, 0),
        (Amount(AmountKind.PER_UNIT, 2, "steps", 1000), {"steps": True}, 0),
        (Amount(AmountKind.PERCENT, 30, "amount_yen"), {"amount_yen": 3333}, 999),
    ],
)
def test_amounts_are_whole_and_rounded_down(amount: Amount, data: dict[str, Any], points: int) -> None:
    assert amount.of(data) == points


@pytest.mark.parametrize(
    ("changed", "person", "data", "reason"),
    [
        ({}, Standing(), {}, Reason.NONE),
        ({"residence": Residence.VERIFIED}, Standing(), {}, Reason.RESIDENCE),
        ({"residence": Residence.VERIFIED}, Standing(TOKYO), {}, Reason.NONE),
        ({"residence": Residence.RESIDENT}, Standing(MITSUE), {}, Reason.RESIDENCE),
        ({"residence": Residence.RESIDENT}, Standing(UDA), {}, Reason.NONE),
        ({"residence": Residence.OUTSIDE_TOWN}, Standing(), {}, Reason.RESIDENCE),
        ({"residence": Residence.OUTSIDE_TOWN}, Standing(MITSUE), {}, Reason.NONE),
        ({"residence": Residence.OUTSIDE_AREA}, Standing(MITSUE), {}, Reason.RESIDENCE),
        ({"residence": Residence.OUTSIDE_AREA}, Standing(TOKYO), {}, Reason.NONE),
        ({"age_bands": ("senior", "elder")}, Standing(UDA, "young"), {}, Reason.AGE),
        ({"age_bands": ("senior", "elder")}, Standing(UDA, "elder"), {}, Reason.NONE),
        ({"needs_card": True}, Standing(), {}, Reason.CARD),
        ({"weekdays": (5, 6)}, Standing(), {}, Reason.WEEKDAY),
        ({"weekdays": (4,)}, Standing(), {}, Reason.NONE),
        ({"hours": (9 * 60, 18 * 60 + 30)}, Standing(), {}, Reason.HOURS),
        ({"hours": (18 * 60 + 30, 19 * 60)}, Standing(), {}, Reason.NONE),
        ({"hours": (18 * 60, 2 * 60)}, Standing(), {}, Reason.NONE),  # over midnight
        ({"least": {"minutes": 30}}, Standing(), {}, Reason.NO_PAIR),
        ({"least": {"minutes": 30}}, Standing(), {"minutes": 29}, Reason.LEAST),
        ({"least": {"minutes": 30}}, Standing(), {"minutes": 30}, Reason.NONE),
        ({"choices": {"role": ("driver",)}}, Standing(), {"role": "rider"}, Reason.CHOICE),
        ({"choices": {"role": ("driver",)}}, Standing(), {"role": "driver"}, Reason.NONE),
        ({"flags": {"is_forced": False}}, Standing(), {"is_forced": True}, Reason.FLAG),
        ({"flags": {"is_forced": False}}, Standing(), {}, Reason.NONE),
        ({"amount": Amount(AmountKind.PER_UNIT, 1, "minutes", 60)}, Standing(), {"minutes": 59}, Reason.NOTHING),
    ],
)
def test_each_condition_says_what_is_not_met(
    changed: dict[str, Any], person: Standing, data: dict[str, Any], reason: Reason
) -> None:
    assert refusal(replace(TERMS, **changed), event(**data), person, PLACES, has_card=False) == reason


@pytest.mark.parametrize(
    ("home", "told", "reason"),
    [
        (None, TOKYO, Reason.NONE),
        (TOKYO, None, Reason.NONE),
        (None, None, Reason.RESIDENCE),
        (UDA, TOKYO, Reason.RESIDENCE),  # the identity check says otherwise than the form
        (TOKYO, UDA, Reason.RESIDENCE),
        (None, "123456", Reason.RESIDENCE),  # no town has this code
    ],
)
def test_a_donor_lives_outside_by_everything_that_is_known(
    home: MunicipalityCode | None, told: str | None, reason: Reason
) -> None:
    terms = Terms(Amount(AmountKind.PERCENT, 30, "amount_yen"), residence=Residence.OUTSIDE_TOWN)
    data: dict[str, Any] = {"amount_yen": 10_000} | ({"donor_town": told} if told else {})
    donation = event("jp.musubi.hometown_tax.donation_paid", **data)
    assert refusal(terms, donation, Standing(home), PLACES, has_card=False) == reason


def test_what_was_before_counts() -> None:
    assert decide(TERMS, event(), RICH) == (verdict := decide(TERMS, event(), RICH)) and verdict.amount == 100
    assert decide(TERMS, event(), replace(RICH, is_repeated=True)).reason is Reason.ONCE
    assert decide(replace(TERMS, is_first_time=True), event(), replace(RICH, is_later=True)).reason is Reason.FIRST_TIME
    assert decide(replace(TERMS, streak_days=3), event(), replace(RICH, is_run_due=False)).reason is Reason.STREAK
    part = decide(replace(TERMS, cap_day=250), event(), replace(RICH, day=200))
    assert (part.amount, part.reason) == (50, Reason.CAP_DAY)
    none = decide(replace(TERMS, cap_month=250), event(), replace(RICH, month=300))
    assert (none.amount, none.reason) == (0, Reason.CAP_MONTH)
    last = decide(TERMS, event(), Past(budget_left=30))
    assert (last.amount, last.reason) == (30, Reason.BUDGET)


Order = tuple[int, int, int]  # person, day, yen
_EVENTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(0, 5_000)), max_size=30)
_CAP = st.none() | st.integers(1, 2_000)


def give(orders: list[Order], terms: Terms, budget: int) -> dict[tuple[int, date], int]:
    """As the rule would, one event after the other."""
    given: dict[tuple[int, date], int] = {}
    for person, number, yen in orders:
        day = date(2026, 11, 1) + timedelta(days=number)
        mine = {when: sum_ for (who, when), sum_ in given.items() if who == person}
        past = Past(
            day=mine.get(day, 0),
            month=sum(sum_ for when, sum_ in mine.items() if when.month == day.month),
            all=sum(mine.values()),
            budget_left=budget - sum(given.values()),
        )
        amount = decide(terms, event(amount_yen=yen), past).amount
        assert amount <= terms.amount.of({"amount_yen": yen})
        given[person, day] = given.get((person, day), 0) + amount
    return given


@given(_EVENTS, _CAP, _CAP, _CAP, st.integers(0, 6_000), st.randoms(use_true_random=False))
def test_never_beyond_caps_or_budget_and_the_sum_is_the_same_in_any_order(
    orders: list[Order], cap_day: int | None, cap_month: int | None, cap_all: int | None, budget: int, random: Any
) -> None:
    terms = Terms(Amount(AmountKind.PERCENT, 30, "amount_yen"), cap_day=cap_day, cap_month=cap_month, cap_all=cap_all)
    given_points = give(orders, terms, budget)
    assert sum(given_points.values()) <= budget
    for person in range(3):
        mine = {when: amount for (who, when), amount in given_points.items() if who == person}
        assert cap_day is None or all(amount <= cap_day for amount in mine.values())
        for month in (11, 12):
            assert cap_month is None or sum(a for when, a in mine.items() if when.month == month) <= cap_month
        assert cap_all is None or sum(mine.values()) <= cap_all
    shuffled = random.sample(orders, len(orders))
    again = give(shuffled, terms, budget)
    assert sum(again.values()) == sum(given_points.values())
    if sum(given_points.values()) < budget:
        for person in range(3):
            first, second = (
                sum(amount for (who, _), amount in one.items() if who == person) for one in (given_points, again)
            )
            assert first == second


@given(st.lists(st.integers(0, 25), unique=True), st.integers(2, 5), st.randoms(use_true_random=False))
def test_every_so_many_days_in_a_row_bring_one_reward_in_whichever_order_they_are_told(
    days: list[int], length: int, random: Any
) -> None:
    def rewards(order: list[int]) -> int:
        known: set[int] = set()
        rewarded: list[int] = []
        for day in order:
            known.add(day)
            if is_run_due(known, rewarded, day, length):
                rewarded.append(day)
        return len(rewarded)

    runs = [day for day in days if day - 1 not in days]
    lengths = [next(n for n in range(1, 30) if first + n not in days) for first in runs]
    assert rewards(sorted(days)) == rewards(random.sample(days, len(days))) == sum(n // length for n in lengths)
