"""Which words can be a name: every script's letters, no emoji, no hidden direction, no tower of marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from marketplace.models.auctions.names import NameWords, check_name

_GOOD = NameWords("ひまわりホール", "Himawari Hall", "ひまわりホール")


def refused(**words: str) -> tuple[str, str]:
    with pytest.raises(Invalid) as error:
        NameWords(**({"name_ja": "名", "name_en": "Name", "kana": "ナ"} | words)).checked(20)
    return error.value.field, error.value.reason


def test_a_good_name_is_tidied() -> None:
    checked = NameWords("  ひまわり  ホール ", " Himawari Hall", "ひまわりﾎｰﾙ", " 青木商店 ", " よろしく ").checked(20)
    assert checked == NameWords("ひまわり ホール", "Himawari Hall", "ヒマワリホール", "青木商店", "よろしく")


@pytest.mark.parametrize(
    "name",
    ["東京・下北沢ホール", "THE KOTOHIRA「金丸座」", "café ホール", "ABC＆DEF会館", "髙橋〇々ホール", "第3ホール"],
)
def test_names_of_places_and_companies_are_possible(name: str) -> None:
    assert check_name("name_ja", name, 40) == name


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ひまわり🌻", "emoji"), ("㈱ひまわり", "emoji"), ("ひまわり\u202eホール", "direction"),
        ("\u200fホール", "direction"), ("שלום", "direction"), ("مرحبا", "direction"),
        ("ホール\u200b", "sign"), ("ホール\n館", "sign"), ("<b>館</b>", "sign"),
        ("ho\u0301\u0302\u0303\u0304l", "sign"), ("   ", "empty"), ("", "empty"),
        ("あ" * 21, "too_long"), ("👨‍👩‍👧", "emoji"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_name_says_why(name: str, reason: str) -> None:
    assert refused(name_ja=name) == ("name_ja", reason)


def test_the_other_words_have_their_own_rules() -> None:
    assert refused(name_en="ひまわり") == ("name_en", "not_latin")
    assert refused(kana="漢字") == ("kana", "not_kana")
    assert refused(credit="★🌻") == ("credit", "emoji")
    assert refused(note="あ" * 501) == ("note", "too_long")


@given(st.text(max_size=30))
def test_what_is_accepted_shows_as_it_is_and_stays_what_it_is(text: str) -> None:
    try:
        words = check_name("name_ja", text, 20)
    except Invalid:
        return
    assert check_name("name_ja", words, 20) == words
    assert words and words.isprintable() and len(words) <= 20
