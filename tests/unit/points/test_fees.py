"""What a fee leaves, to the yen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.units import Points, Yen
from points.models.fees import net_of, tax_inside

AMOUNTS = st.integers(0, 10**12)
RATES = st.integers(0, 10_000)


@given(AMOUNTS, RATES)
def test_net_and_fee_sum_to_the_gross_and_nothing_is_rounded_up(amount: int, rate: int) -> None:
    found = net_of(Points(amount), rate)
    assert int(found.net) + int(found.fee) == int(found.gross) == amount
    assert int(found.fee) * 10_000 <= amount * rate < (int(found.fee) + 1) * 10_000
    assert int(found.fee_tax) * 110 <= int(found.fee) * 10 < (int(found.fee_tax) + 1) * 110


@given(st.lists(AMOUNTS, min_size=1, max_size=20), RATES)
def test_a_list_of_nets_differs_from_the_whole_by_less_than_a_yen_each(amounts: list[int], rate: int) -> None:
    single = sum(int(net_of(Points(one), rate).fee) for one in amounts)
    whole = int(net_of(Points(sum(amounts)), rate).fee)
    assert 0 <= whole - single < len(amounts)


def test_a_rate_is_between_nothing_and_everything() -> None:
    assert int(net_of(Points(999), 150).fee) == 14
    assert int(tax_inside(Yen(110))) == 10
    for rate in (-1, 10_001):
        with pytest.raises(Invalid, match="fee_rate"):
            net_of(Points(1), rate)
