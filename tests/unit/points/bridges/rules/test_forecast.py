"""How long a budget lasts at the pace that a forecast found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from points.bridges.rules.models import lasting_days


@given(st.integers(0, 10**12), st.integers(1, 10**9), st.integers(1, 90))
def test_the_days_are_whole_and_never_more_than_the_budget_pays_for(left: int, given_points: int, days: int) -> None:
    lasts = lasting_days(left, given_points, days)
    assert lasts is not None and lasts * given_points <= left * days < (lasts + 1) * given_points


@pytest.mark.parametrize("left", [0, 1_000])
def test_what_gives_nothing_uses_nothing(left: int) -> None:
    assert lasting_days(left, 0, 30) is None
