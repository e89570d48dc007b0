"""Whether a listing can be bought now, and that shares sum to the price whatever they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.ids import Address
from chain.units import Yen
from marketplace.models import Listing, PublishState, SaleState, Share, sale_state
from marketplace.models.shares import amounts, check_shares

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAYEE = Address("0x" + "11" * 20)


def listing(*, opens: datetime = NOW - HOUR, closes: datetime | None = None, failed: bool = False) -> Listing:
    state = PublishState.FAILED if failed else PublishState.PENDING
    return Listing(number=1, supply=10, opens_at=opens, closes_at=closes, state=state)


@pytest.mark.parametrize(
    ("one", "facts", "expected"),
    [
        (listing(), {}, SaleState.ON_SALE),
        (listing(), {"on_chain": False}, SaleState.PREPARING),
        (listing(failed=True), {"on_chain": False}, SaleState.FAILED),
        (listing(), {"cancelled": True}, SaleState.CANCELLED),
        (listing(), {"sold": 9}, SaleState.ON_SALE),
        (listing(), {"sold": 10}, SaleState.SOLD_OUT),
        (listing(opens=NOW + HOUR), {}, SaleState.UPCOMING),
        (listing(opens=NOW), {}, SaleState.ON_SALE),
        (listing(closes=NOW), {}, SaleState.ENDED),  # as in the contract: closed from that moment on
        (listing(closes=NOW + timedelta(seconds=1)), {}, SaleState.ON_SALE),
    ],
)
def test_the_chain_decides_first_then_the_calendar(one: Listing, facts: dict[str, int], expected: SaleState) -> None:
    known = {"on_chain": True, "cancelled": False, "sold": 0} | facts
    assert sale_state(one, now=NOW, **known) is expected  # type: ignore[arg-type]


@given(
    total=st.integers(min_value=0, max_value=10**12),
    cuts=st.lists(st.integers(min_value=0, max_value=10_000), max_size=6),
)
def test_shares_sum_to_the_price(total: int, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 10_000]
    shares = [Share(PAYEE, later - earlier, "", "") for earlier, later in pairwise(edges)]
    check_shares(shares)
    paid = [int(amount) for _, amount in amounts(Yen(total), shares)]
    assert sum(paid) == total
    assert all(amount >= 0 for amount in paid)


def test_shares_that_are_no_whole_are_refused() -> None:
    with pytest.raises(Invalid):
        check_shares([Share(PAYEE, 9_999, "", "")])
