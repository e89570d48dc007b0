"""The difference in differences of known people, its interval by the textbook, and who cannot be compared."""

from __future__ import annotations

import random
from statistics import mean

import pytest

from points.analytics.people.difference import Stratum, Sums, difference, quantile


def sums(people: list[tuple[int, int]]) -> Sums:
    """Of what each spent before and after."""
    return Sums(
        len(people),
        sum(before for before, _ in people),
        sum(after for _, after in people),
        sum((after - before) ** 2 for before, after in people),
    )


def test_what_both_groups_did_more_is_taken_off() -> None:
    receivers = sums([(1000, 1500), (1200, 1700), (800, 1300), (1000, 1500), (1000, 1500)])
    others = sums([(1000, 1200), (900, 1100), (1100, 1300), (1000, 1200), (1000, 1200), (700, 900)])
    found = difference({"low": Stratum(receivers, others)})
    assert found is not None
    assert (found.estimate, found.low, found.high) == (300, 300, 300)
    assert (found.receivers_before, found.receivers_after) == (1000, 1500)
    assert (found.receivers, found.others) == (5, 6)
    assert found.is_clear


def test_the_interval_is_that_of_welch() -> None:
    """Changes 0, 10 … 90 against 0 … 0 and 20: variances 916.7 and 80, means 45 and 4."""
    receivers = sums([(100, 100 + change) for change in range(0, 100, 10)])
    others = sums([(100, 100)] * 4 + [(100, 120)])
    found = difference({"all": Stratum(receivers, others)})
    assert found is not None
    assert found.estimate == 40
    assert (found.low, found.high) == (20, 60)  # 41 ± 2.201 · √(91.67 + 16)


def test_each_stratum_weighs_as_much_as_it_has_receivers() -> None:
    many = Stratum(sums([(100, 200)] * 9), sums([(100, 100)] * 9))
    few = Stratum(sums([(900, 900)] * 3), sums([(900, 1300)] * 9))
    found = difference({"low": many, "high": few})
    assert found is not None
    assert found.estimate == round((9 * 100 - 3 * 400) / 12 / 10) * 10
    assert found.others_before == 300


def test_strata_without_others_are_left_out_and_fewer_than_five_are_no_group() -> None:
    lonely = Stratum(sums([(100, 900)] * 8), sums([]))
    assert difference({"low": lonely}) is None
    five = Stratum(sums([(100, 200)] * 5), sums([(100, 100)] * 5))
    four = Stratum(sums([(100, 200)] * 4), sums([(100, 100)] * 50))
    assert difference({"low": four}) is None
    found = difference({"low": five, "high": lonely})
    assert found is not None
    assert found.receivers == 5
    assert found.estimate == 100


def test_in_a_hundred_made_up_grants_the_interval_holds_the_truth_about_ninety_five_times() -> None:
    chance = random.Random(7)
    held = 0
    for _ in range(300):
        receivers = [(5000, 5000 + round(chance.gauss(400, 2000))) for _ in range(30)]
        others = [(5000, 5000 + round(chance.gauss(0, 1200))) for _ in range(60)]
        found = difference({"all": Stratum(sums(receivers), sums(others))})
        assert found is not None
        held += found.low <= 400 <= found.high
    assert 275 <= held <= 295
    assert abs(mean([held / 300]) - 0.95) < 0.03


@pytest.mark.parametrize(("freedom", "value"), [(1, 12.706), (4.9, 2.776), (11, 2.228), (59, 2.042), (5000, 1.96)])
def test_between_two_rows_the_wider_interval_holds(freedom: float, value: float) -> None:
    assert quantile(freedom) == value
