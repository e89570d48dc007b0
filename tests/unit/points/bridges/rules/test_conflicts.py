"""Two rules of one kind of event: whether some event could be rewarded by both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from points.bridges.rules.queries.conflicts import may_meet
from points.bridges.rules.terms import Amount, Residence, Terms

TERMS = Terms(Amount(points=100))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"residence": Residence.RESIDENT}, {"residence": Residence.OUTSIDE_TOWN}),
        ({"residence": Residence.RESIDENT}, {"residence": Residence.OUTSIDE_AREA}),
        ({"age_bands": ("child", "youth")}, {"age_bands": ("senior",)}),
        ({"weekdays": (0, 1)}, {"weekdays": (5, 6)}),
        ({"flags": {"is_forced": True}}, {"flags": {"is_forced": False}}),
        ({"choices": {"role": ("driver",)}}, {"choices": {"role": ("rider",)}}),
    ],
)
def test_rules_that_no_event_satisfies_both_do_not_meet(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = replace(TERMS, **one), replace(TERMS, **other)
    assert not may_meet(first, second) and not may_meet(second, first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"residence": Residence.RESIDENT}, {"residence": Residence.VERIFIED}),
        ({"residence": Residence.OUTSIDE_TOWN}, {"residence": Residence.OUTSIDE_AREA}),
        ({"age_bands": ("child", "youth")}, {"age_bands": ("youth",)}),
        ({"age_bands": ("child",)}, {}),  # no ages limit nothing
        ({"weekdays": (0, 1)}, {"weekdays": (1, 2)}),
        ({"flags": {"is_forced": True}}, {}),
        ({"choices": {"role": ("driver", "rider")}}, {"choices": {"role": ("rider",)}}),
        ({"choices": {"role": ("driver",)}}, {"choices": {"role": ()}}),
        ({"choices": {"role": ("driver",)}}, {"choices": {"kind": ("other",)}}),
        ({"is_first_time": True, "cap_day": 1}, {"streak_days": 7, "needs_card": True}),
    ],
)
def test_rules_that_may_both_reward_an_event_meet(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = replace(TERMS, **one), replace(TERMS, **other)
    assert may_meet(first, second) and may_meet(second, first)
