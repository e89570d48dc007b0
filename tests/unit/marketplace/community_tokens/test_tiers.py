"""Tiers are read in order, and everybody has the highest one that their units reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from marketplace.models.community_tokens import OfferingState, Tier, next_tier, offering_state, tier_of
from marketplace.models.community_tokens.tiers import check_tiers, tiers_of, tiers_to_json

SUPPORTER, PATRON = Tier(1, "応援株主", "Supporter", "試作品の投票", "Votes"), Tier(10, "特別株主", "Patron", "", "")


@given(st.sets(st.integers(1, 100), min_size=1, max_size=6), st.integers(0, 120))
def test_the_tier_is_the_highest_reached_and_the_next_the_lowest_above(leasts: set[int], held: int) -> None:
    tiers = check_tiers([Tier(least, "段階", "Tier", "", "") for least in leasts], 100)
    own, above = tier_of(held, tiers), next_tier(held, tiers)
    assert (own.least if own else 0) == max((least for least in leasts if least <= held), default=0)
    assert (above.least if above else None) == min((least for least in leasts if least > held), default=None)
    assert tiers_of(tiers_to_json(tiers)) == list(tiers)


@pytest.mark.parametrize(
    ("tiers", "reason"),
    [
        ([], "empty"),
        ([SUPPORTER, SUPPORTER], "same_least"),
        ([SUPPORTER] + [Tier(n, "段階", "", "", "") for n in range(2, 8)], "too_many"),
        ([PATRON, Tier(51, "届かない", "", "", "")], "unreachable"),
        ([Tier(0, "零", "", "", "")], "unreachable"),
        ([Tier(1, " ", "", "", "")], "without_name"),
        ([Tier(1, "あ" * 41, "", "", "")], "too_long"),
    ],
)
def test_tiers_that_promise_nothing_are_refused(tiers: list[Tier], reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_tiers(tiers, 50)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("now", "sold", "is_closed", "state"),
    [
        (9, 0, False, OfferingState.UPCOMING),
        (10, 0, False, OfferingState.RUNNING),
        (19, 4, False, OfferingState.RUNNING),
        (20, 4, False, OfferingState.OVER),
        (15, 4, True, OfferingState.OVER),
        (15, 5, False, OfferingState.SOLD_OUT),
    ],
)
def test_the_closing_moment_is_closed(now: int, sold: int, is_closed: bool, state: OfferingState) -> None:
    assert offering_state(opens_at=10, closes_at=20, cap=5, sold=sold, is_closed=is_closed, now=now) is state
