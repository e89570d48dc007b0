"""Points on top: a whole number, never more than the terms."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chain.units import Points
from points.models.verification_bonus import bonus_of, last_day_of_bonus


def test_a_tenth_is_rounded_down_and_capped() -> None:
    assert bonus_of(Points(3_009), 10, Points(1_000)) == 300
    assert bonus_of(Points(30_000), 10, Points(1_000)) == 1_000
    assert bonus_of(Points(9), 10, Points(1_000)) == 0


@given(st.integers(0, 10**12), st.integers(1, 100), st.integers(1, 10**9))
def test_it_never_exceeds_the_terms_and_grows_with_the_balance(balance: int, percent: int, most: int) -> None:
    bonus = bonus_of(Points(balance), percent, Points(most))
    assert 0 <= int(bonus) <= most
    assert int(bonus) * 100 <= balance * percent
    assert bonus <= bonus_of(Points(balance + 1), percent, Points(most))


def test_it_expires_within_the_program() -> None:
    today = date(2026, 11, 27)
    assert last_day_of_bonus(today, today + timedelta(days=30)) == today + timedelta(days=30)
    assert last_day_of_bonus(today, today + timedelta(days=900)) == today + timedelta(days=180)
