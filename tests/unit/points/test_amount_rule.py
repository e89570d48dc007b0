"""How many points a row gets under each rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.units import Points, Yen
from points.models import AmountKind, AmountRule, RowError
from points.models.amount_rule import share_of
from points.models.campaign import MAX_POINTS_PER_PERSON

YEN = st.integers(0, 10**12)
SHARES = st.integers(1, 10_000)


@given(YEN, SHARES)
def test_a_share_is_the_largest_whole_number_of_points_that_is_not_more_than_it(amount: int, share: int) -> None:
    points = int(share_of(Yen(amount), share))
    assert points * 10_000 <= amount * share < (points + 1) * 10_000


@given(YEN, SHARES, st.integers(1, MAX_POINTS_PER_PERSON))
def test_nobody_gets_more_than_the_most_and_who_is_below_it_gets_the_share(amount: int, share: int, most: int) -> None:
    capped, free = int(share_of(Yen(amount), share, Points(most))), int(share_of(Yen(amount), share))
    assert capped == min(free, most)


@given(st.lists(st.integers(0, 10**9), max_size=20), SHARES)
def test_shares_of_parts_never_exceed_the_share_of_the_whole(amounts: list[int], share: int) -> None:
    parts = sum(int(share_of(Yen(one), share)) for one in amounts)
    assert parts <= int(share_of(Yen(sum(amounts)), share)) < parts + max(1, len(amounts))


@given(st.text(max_size=12))
def test_a_row_gets_points_or_a_reason_never_both(text: str) -> None:
    for rule in (
        AmountRule(),
        AmountRule(AmountKind.SAME, Points(5)),
        AmountRule(AmountKind.SHARE, basis_points=3_000),
    ):
        amount, error = rule.amount(text)
        assert (amount > 0) == (error is None)
        assert amount <= MAX_POINTS_PER_PERSON


def test_thirty_percent_of_a_donation() -> None:
    rule = AmountRule(AmountKind.SHARE, basis_points=3_000, most=Points(30_000))
    assert rule.amount("10,001") == (3_000, None)
    assert rule.amount("１００，０００") == (30_000, None)
    assert rule.amount("900000") == (30_000, None)
    assert rule.amount("3") == (0, RowError.ROUNDS_TO_NOTHING)
    assert rule.amount("") == (0, RowError.EMPTY_AMOUNT)
    assert rule.amount("-1") == (0, RowError.NEGATIVE)


def test_a_share_beyond_what_one_person_may_get_is_refused_unless_a_most_cuts_it() -> None:
    assert AmountRule(AmountKind.SHARE, basis_points=10_000).amount("10000001") == (0, RowError.TOO_LARGE)
    cut = AmountRule(AmountKind.SHARE, basis_points=10_000, most=Points(500))
    assert cut.amount("10000001") == (500, None)


def test_the_same_for_all_asks_nothing_of_the_row() -> None:
    rule = AmountRule(AmountKind.SAME, Points(500))
    assert [rule.amount(text) for text in ("", "12", "abc")] == [(500, None)] * 3


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (AmountRule(AmountKind.SAME), "each"),
        (AmountRule(AmountKind.SAME, Points(MAX_POINTS_PER_PERSON + 1)), "each"),
        (AmountRule(AmountKind.SHARE), "rate"),
        (AmountRule(AmountKind.SHARE, basis_points=10_001), "rate"),
        (AmountRule(AmountKind.SHARE, basis_points=1, most=Points(0)), "most"),
    ],
)
def test_a_rule_that_gives_nothing_or_too_much_is_refused_by_field(rule: AmountRule, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rule.check()
    assert refused.value.field == field


def test_a_fit_rule_passes() -> None:
    for rule in (AmountRule(), AmountRule(AmountKind.SAME, Points(1)), AmountRule(AmountKind.SHARE, basis_points=1)):
        rule.check()
