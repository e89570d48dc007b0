"""Where visitors came from: nobody can be picked out, also by subtracting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dao.models.events.visits import FEWEST_SHOWN, visits_of

HOMES = st.dictionaries(st.sampled_from(["292125", "192066", "other", "abroad", ""]), st.integers(0, 12))


def test_large_groups_stand_alone_and_small_ones_together() -> None:
    visits = visits_of("292125", {"292125": 20, "other": 9, "abroad": 3, "192066": 2, "": 4})
    assert (visits.total, dict(visits.shown), visits.together) == (38, {"292125": 20, "other": 9}, 5)
    assert visits.outside == 14
    alone = visits_of("292125", {"292125": 20, "other": 9, "abroad": 1})
    assert (dict(alone.shown), alone.together) == ({"292125": 20}, 10)
    assert visits_of("292125", {"other": 3}).total is None


@given(HOMES)
def test_no_number_below_five_is_told_or_can_be_found(came: dict[str, int]) -> None:
    visits = visits_of("292125", came)
    told = sum(people for home, people in came.items() if home)
    numbers = [*visits.shown.values(), visits.together, visits.outside, visits.total]
    assert all(number is None or number >= FEWEST_SHOWN for number in numbers)
    left = told - sum(visits.shown.values()) - (visits.together or 0)
    assert left == 0 or not visits.shown
