"""Names of people and towns are drawn whole; what no typeface has is marked, and nothing turns the line around."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.artwork.glyphs import MISSING, drawable, missing_signs


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("四町 アンバサダーカード", "四町 アンバサダーカード"),
        ("葛\U000e0100城市", "葛城市"),  # with the variant of 葛 that the town writes
        ("か\u3099", "が"),  # a kana and its dakuten apart
        ("👘🍜", MISSING * 2),
        ("👩‍👩‍👧‍👦の町", MISSING + "の町"),
        ("🇯🇵杯", MISSING + "杯"),
        ("👍🏽", MISSING),
        ("\u202eevil\u202c \u2067x\u2069", "evil x"),
        ("שלום", MISSING * 4),
        ("\ue000外字", MISSING + "外字"),
        ("一\u200b二\ufeff三\x00", "一二三"),
        ("\n two\tlines \n", "two lines"),
        ("", ""),
    ],
)
def test_words_become_what_the_typeface_has(words: str, shown: str) -> None:
    assert drawable(words) == shown


def test_what_cannot_be_shown_is_named() -> None:
    assert missing_signs("👘と🍜と👘") == "👘🍜"
    assert missing_signs("むかわ町") == ""


@given(st.text(max_size=40))
def test_anything_typed_becomes_one_line_that_stays_as_it_is(words: str) -> None:
    shown = drawable(words)
    assert "\n" not in shown
    assert drawable(shown) == shown
