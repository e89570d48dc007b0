"""Tax inside prices: summed by rate, rounded down once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from marketplace.models import Kind
from marketplace.models.receipts import default_percent, tax_sums
from marketplace.models.receipts.sellers import SellerForm
from marketplace.models.receipts.tax import PERCENTS

LINES = st.lists(st.tuples(st.sampled_from(PERCENTS), st.integers(0, 10**9)), max_size=40)


@given(LINES)
def test_sums_hold_every_line_once_and_each_rate_is_rounded_once(lines: list[tuple[int, int]]) -> None:
    sums = tax_sums(lines)
    assert sum(one.amount for one in sums) == sum(amount for _, amount in lines)
    assert [one.percent for one in sums] == sorted({percent for percent, _ in lines}, reverse=True)
    for one in sums:
        assert one.amount == sum(amount for percent, amount in lines if percent == one.percent)
        exact = Fraction(one.amount * one.percent, 100 + one.percent)
        assert 0 <= exact - one.tax < 1
        by_line = sum(
            amount * one.percent // (100 + one.percent) for percent, amount in lines if percent == one.percent
        )
        assert one.tax >= by_line  # a line by itself would lose a part of a yen each time


@given(LINES)
def test_the_order_of_lines_changes_nothing(lines: list[tuple[int, int]]) -> None:
    assert tax_sums(lines) == tax_sums(lines[::-1])


def test_three_lines_of_ten_yen_carry_two_yen_of_tax_not_none() -> None:
    [one] = tax_sums([(10, 10)] * 3)
    assert (one.amount, one.tax) == (30, 2)


def test_each_kind_has_a_rate() -> None:
    assert {default_percent(kind) for kind in Kind} <= set(PERCENTS)
    assert default_percent(Kind.DONATION) == 0
    assert default_percent(Kind.STAY) == 10


@pytest.mark.parametrize("number", ["T123", "t8000020130001", "T80000201300011", "8000020130001", "T８000020130001"])
def test_a_number_that_is_no_registration_number_is_refused(number: str) -> None:
    with pytest.raises(Invalid) as refused:
        SellerForm(invoice_number=number).checked()
    assert refused.value.field == "invoice_number"


def test_words_of_a_seller_are_trimmed_and_hidden_signs_refused() -> None:
    assert SellerForm(place="  静岡市葵区1-1 ").checked()["place"] == "静岡市葵区1-1"
    with pytest.raises(Invalid):
        SellerForm(legal_name="静岡\u202e市").checked()
