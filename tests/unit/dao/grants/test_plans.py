"""Equal shares of a grant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dao.models.grants import equal_share


@given(st.integers(1, 10**12), st.integers(1, 10**6))
def test_shares_never_exceed_the_amount_and_leave_less_than_one_each(amount: int, people: int) -> None:
    share = equal_share(amount, people)
    assert 0 <= amount - share * people < people


def test_nobody_gets_nothing() -> None:
    assert equal_share(100, 0) == 0
