"""Who types a word in another width, case or kana finds the same; and where a text has the word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.models.search_text import MOST_WORDS, finder, normalised, words_of

TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
JAPANESE = st.text("ゆずカードむかわ町恐竜々ー日本刀ぱばが", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("ゆず", "ユズ"),
        ("ゆず", "ﾕｽﾞ"),
        ("アンバサダーカード", "あんばさだーかーど"),
        ("Uda Card", "uda　CARD"),
        ("ＮＦＴ", "nft"),
        ("Café Sōka", "cafe soka"),
        ("「小烏丸」", "小烏丸"),
        ("パパ", "ぱぱ"),
        ("㍻", "平成"),
        ("100万円", "１００万円"),
    ],
)
def test_one_word_has_one_form(written: str, typed: str) -> None:
    assert normalised(written) == normalised(typed)


def test_what_sounds_different_stays_different() -> None:
    assert len({normalised(word) for word in ("はす", "ばす", "ぱす")}) == 3


@given(TEXT)
def test_the_form_of_a_form_is_itself(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(JAPANESE, st.data())
def test_every_part_of_a_japanese_word_is_found(word: str, data: st.DataObject) -> None:
    text = normalised(word)
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    assert finder(part)(text)


@given(TEXT, st.text(min_size=1, max_size=4))
def test_a_word_is_found_where_it_stands_and_in_latin_where_a_word_begins(text: str, typed: str) -> None:
    form = normalised(text)
    for word in words_of(typed):
        begins = any(form.startswith(word, at) and _may_begin(form, at) for at in range(len(form)))
        assert finder(word)(form) == begins


def _may_begin(form: str, at: int) -> bool:
    return at == 0 or not (_is_latin(form[at]) and _is_latin(form[at - 1]))


def _is_latin(letter: str) -> bool:
    return letter in "abcdefghijklmnopqrstuvwxyz0123456789" or "\u00df" <= letter <= "\u024f"


def test_latin_words_are_found_by_their_beginning_alone() -> None:
    form = normalised("Ferry to Nachi フェリー2便")
    assert all(finder(word)(form) for word in ("ferry", "nachi", "na", "2便", "便"))
    assert not finder("erry")(form)


def test_a_search_has_so_many_words_each_once() -> None:
    assert words_of("  ゆず ユズ uda,card ") == ["ゆず", "uda", "card"]
    assert words_of("・・・!?") == []
    assert len(words_of(" ".join(f"w{number}" for number in range(50)))) == MOST_WORDS
