"""The rules of bidding, for every auction there could be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chain.units import Yen
from marketplace.models import PublishState
from marketplace.models.auctions import AuctionState, auction_state, end_after, least_bid

_YEN = st.integers(min_value=1, max_value=10**12).map(Yen)
_SECONDS = st.integers(min_value=1, max_value=3_600)


@given(_YEN, _YEN, st.lists(st.integers(min_value=0, max_value=10**9), max_size=20))
def test_each_bid_is_above_the_one_before_by_the_increment_and_the_first_reaches_the_reserve(
    reserve: Yen, increment: Yen, extras: list[int]
) -> None:
    highest: Yen | None = None
    for extra in extras:
        least = least_bid(reserve, increment, highest)
        assert least == (reserve if highest is None else highest + increment)
        assert highest is None or least > highest
        highest = Yen(int(least) + extra)
    assert least_bid(reserve, increment, highest) >= reserve


@given(
    st.integers(min_value=0, max_value=10**9),
    st.integers(min_value=0, max_value=3_600),
    st.lists(_SECONDS, max_size=20),
)
def test_after_any_bid_there_is_time_to_answer_and_the_end_never_comes_nearer(
    closes_at: int, extension: int, before_the_end: list[int]
) -> None:
    for seconds in before_the_end:
        at = closes_at - seconds
        moved = end_after(closes_at, extension, at)
        assert moved >= closes_at
        assert moved - at >= min(extension, closes_at - at) and moved - at >= (extension if moved > closes_at else 0)
        assert moved == closes_at or moved == at + extension
        closes_at = moved


@given(st.integers(min_value=0, max_value=100))
def test_the_closing_second_is_closed_and_the_opening_one_is_open(now: int) -> None:
    state = auction_state(
        publish=PublishState.PENDING, is_on_chain=True, is_cancelled=False, is_sold=False, is_unsold=False,
        opens_at=30, closes_at=60, now=now,
    )  # fmt: skip
    expected = AuctionState.UPCOMING if now < 30 else AuctionState.OPEN if now < 60 else AuctionState.CLOSED
    assert state is expected
