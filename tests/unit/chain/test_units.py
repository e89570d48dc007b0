from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.units import MAX_AMOUNT, Points, Wei, Yen, split_by_basis_points


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1500", 1500), ("1,500", 1500), ("１，５００", 1500), (" 12 ", 12), ("0", 0), ("1 500", 1500)],
)
def test_an_amount_is_read_as_people_type_it(typed: str, amount: int) -> None:
    assert Points.parse(typed) == amount


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("-1", "negative"),
        ("▲500", "negative"),
        ("1.5", "not_whole"),
        ("1,50", "not_whole"),
        ("五百", "not_whole"),
        ("1e3", "not_whole"),
        ("٣", "not_whole"),
        (str(MAX_AMOUNT + 1), "too_large"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        Yen.parse(typed)
    assert refused.value.reason == reason


@given(st.integers(0, MAX_AMOUNT))
def test_an_amount_shown_with_separators_reads_back(amount: int) -> None:
    assert Yen.parse(f"{amount:,}") == amount


def test_amounts_of_different_units_do_not_mix() -> None:
    with pytest.raises(TypeError):
        Yen(1) + Points(1)
    with pytest.raises(TypeError):
        Yen(2) * Wei(2)


def test_a_sum_keeps_its_unit_and_never_goes_below_zero() -> None:
    total = sum([Points(3), Points(4)], start=Points(0))
    assert isinstance(total, Points)
    assert total == 7
    with pytest.raises(Invalid):
        Points(3) - Points(4)


def test_no_float_becomes_money() -> None:
    with pytest.raises(TypeError):
        Yen(1.0)  # type: ignore[arg-type]


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10_000), min_size=1, max_size=5))
def test_shares_sum_to_the_price_exactly(price: int, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 10_000]
    shares = [after - before for before, after in pairwise(edges)]
    split = split_by_basis_points(Yen(price), shares)
    assert sum(int(share) for share in split) == price
    assert all(int(got) == price * share // 10_000 for got, share in zip(split[:-1], shares[:-1], strict=True))


def test_shares_that_are_not_the_whole_are_refused() -> None:
    with pytest.raises(Invalid):
        split_by_basis_points(Yen(100), [5_000, 4_999])
