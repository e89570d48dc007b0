"""Who types a word in another width, case or kana finds the same; each word of a text is found by its pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.models.search_text import MOST_WORDS, PIECE_LENGTH, normalised, pieces, words_of

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
    assert any(piece.startswith(part[:PIECE_LENGTH]) for piece in pieces(text))


@given(TEXT, st.text(min_size=1, max_size=PIECE_LENGTH))
def test_what_a_piece_starts_with_is_in_the_text(text: str, word: str) -> None:
    form = normalised(text)
    assert all(piece in form for piece in pieces(form))
    if any(piece.startswith(word) for piece in pieces(form)):
        assert word in form


def test_latin_words_are_found_by_their_beginning_alone() -> None:
    found = pieces(normalised("Ferry to Nachi フェリー2便"))
    assert {"ferry", "nachi", "2便"} <= found
    assert not any(piece.startswith("erry") for piece in found)


def test_a_search_has_so_many_words_each_once() -> None:
    assert words_of("  ゆず ユズ uda,card ") == ["ゆず", "uda", "card"]
    assert words_of("・・・!?") == []
    assert len(words_of(" ".join(f"w{number}" for number in range(50)))) == MOST_WORDS
