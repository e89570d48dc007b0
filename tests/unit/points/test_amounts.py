"""What an amount in a list may be."""

from __future__ import annotations

import pytest

from points.models import RowError
from points.models.amount_rule import parse_amount


@pytest.mark.parametrize(
    ("text", "amount"), [("1", 1), ("1,500", 1500), ("１，５００", 1500), (" 10000000 ", 10_000_000), ("007", 7)]
)
def test_whole_amounts_are_read_as_people_write_them(text: str, amount: int) -> None:
    assert parse_amount(text) == (amount, None)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", RowError.EMPTY_AMOUNT),
        ("　", RowError.EMPTY_AMOUNT),
        ("0", RowError.ZERO),
        ("-5", RowError.NEGATIVE),
        ("▲300", RowError.NEGATIVE),
        ("1.5", RowError.NOT_WHOLE),
        ("1e3", RowError.NOT_WHOLE),
        ("100円", RowError.NOT_WHOLE),
        ("1,00", RowError.NOT_WHOLE),
        ("10000001", RowError.TOO_LARGE),
        ("9" * 30, RowError.TOO_LARGE),
    ],
)
def test_anything_else_says_what_is_wrong(text: str, error: RowError) -> None:
    assert parse_amount(text)[1] == error
