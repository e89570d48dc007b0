"""Payout accounts and invoice numbers as people type them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chain.errors import Invalid
from points.models.payout_account import Business, PayoutEntry, invoice_number, masked
from points.zengin.banks import search_banks, search_branches

GOOD = PayoutEntry("0149", "111", 1, "123456", "ヤクソウサボウ　ハナコ", Business.CORPORATION, "")


def test_an_account_is_kept_as_the_bank_writes_it() -> None:
    kept = replace(GOOD, bank_code="０１４９", number=" １２３４-56 ").checked()
    assert (kept.bank_code, kept.branch_code, kept.number, kept.holder) == ("0149", "111", "0123456", "ﾔｸｿｳｻﾎﾞｳ ﾊﾅｺ")
    assert masked(kept.number) == "••••456"


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"bank_code": "9998"}, "bank_code", "unknown_code"),
        ({"branch_code": "999"}, "branch_code", "unknown_code"),
        ({"kind": 9}, "kind", "unknown"),
        ({"number": "12345678"}, "number", "too_long"),
        ({"number": "１２３４ ５６７８ ９０１８"}, "number", "my_number"),
        ({"number": "12a"}, "number", "not_whole"),
        ({"number": ""}, "number", "empty"),
        ({"holder": "薬草茶房"}, "holder", "kana"),
        ({"holder": " "}, "holder", "empty"),
        ({"holder": "ア" * 49}, "holder", "too_long"),
    ],
)
def test_a_wrong_field_is_named(wrong: dict[str, str | int], field: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        replace(GOOD, **wrong).checked()  # type: ignore[arg-type]
    assert (refused.value.field, refused.value.reason) == (field, reason)


@pytest.mark.parametrize(
    ("typed", "business", "kept"),
    [
        ("", Business.CORPORATION, ""),
        ("Ｔ８０００-０２０１-３０００１", Business.CORPORATION, "T8000020130001"),
        ("t1234567890123", Business.SOLE_TRADER, "T1234567890123"),
    ],
)
def test_an_invoice_number_is_t_and_thirteen_digits(typed: str, business: Business, kept: str) -> None:
    assert invoice_number(typed, business) == kept


@pytest.mark.parametrize(
    ("typed", "business", "reason"),
    [
        ("T1234567890123", Business.CORPORATION, "check_digit_invoice"),
        ("8000020130001", Business.CORPORATION, "invoice_form"),
        ("123456789018", Business.SOLE_TRADER, "my_number_invoice"),
        ("T1234 5678 9012", Business.SOLE_TRADER, "my_number_invoice"),
        ("T12345678901234", Business.SOLE_TRADER, "invoice_form"),
    ],
)
def test_a_wrong_invoice_number_is_refused(typed: str, business: Business, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        invoice_number(typed, business)
    assert refused.value.reason == reason


@pytest.mark.parametrize("typed", ["静岡銀行", "しずおか", "ｼｽﾞｵｶ", "シズオカ", "0149"])
def test_a_bank_is_found_however_it_is_written(typed: str) -> None:
    assert "0149" in [one.code for one in search_banks(typed)]


def test_branches_are_found_within_their_bank_alone() -> None:
    found = search_branches("0149", "本店")
    assert found and all("本店" in one.name for one in found)
    assert search_branches("9998", "本店") == [] and search_banks("") == []
