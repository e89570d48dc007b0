"""Where the price of a resale goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.units import Yen
from marketplace.models import resale_sums
from marketplace.models.resale import MOST_PRICE, check_price


@given(st.integers(1, MOST_PRICE), st.integers(0, 1_000), st.integers(0, 1_000))
def test_the_three_parts_sum_to_the_price_and_none_is_negative(price: int, royalty: int, fee: int) -> None:
    sums = resale_sums(Yen(price), royalty, fee)
    parts = [int(part) for part in (sums.royalty, sums.fee, sums.proceeds)]
    assert sum(parts) == price
    assert parts[0] * 10_000 <= price * royalty < (parts[0] + 1) * 10_000
    assert parts[2] >= price * (10_000 - royalty - fee) // 10_000


def test_a_price_is_between_one_yen_and_a_billion() -> None:
    check_price(Yen(1))
    check_price(Yen(MOST_PRICE))
    for price in (0, MOST_PRICE + 1):
        with pytest.raises(Invalid):
            check_price(Yen(price))
