"""Words fit their box, break where they may, and run downwards."""

from __future__ import annotations

from itertools import pairwise

import pytest

from marketplace.artwork.fonts import Weight
from marketplace.artwork.lettering import NOT_FIRST, NOT_LAST, broken, fitted, width_of


@pytest.mark.parametrize(
    "words", ["四町アンバサダーカード", "A Night with the Dinosaur", "穂別博物館VIP券 2026", "W" * 90]
)
def test_fitted_words_are_never_wider_than_their_box(words: str) -> None:
    block = fitted(words, Weight.BOLD, 60, 300, most_lines=2)
    assert len(block.lines) <= 2
    assert all(width_of(line, block.weight, block.size) <= 300 for line in block.lines)


def test_what_does_not_fit_even_in_the_smallest_type_ends_with_an_ellipsis() -> None:
    block = fitted("長い名前" * 40, Weight.BOLD, 60, 200, smallest=30)
    assert block.size == 30
    assert block.lines[-1].endswith("…")


def test_short_words_keep_the_type_they_were_given() -> None:
    assert fitted("宇陀市", Weight.BLACK, 62, 690).size == 62


def test_a_line_never_begins_with_a_closing_mark() -> None:
    lines = broken("山の町、海の町、川の町。", Weight.REGULAR, 20, 62)
    assert len(lines) > 2
    assert not any(line[0] in "、。ーっ" for line in lines)


def test_english_breaks_between_words() -> None:
    assert broken("sunset over Suruga Bay", Weight.REGULAR, 20, 130) == ["sunset over", "Suruga Bay"]


def test_nothing_to_say_is_one_empty_line() -> None:
    assert broken("", Weight.REGULAR, 20, 100) == [""]


@pytest.mark.parametrize("width", range(60, 400, 20))
def test_marks_stay_where_japanese_typesetting_wants_them(width: int) -> None:
    """禁則: closing marks and small kana begin no line, opening marks end none, and a double ellipsis is not parted."""
    words = "「小烏丸」（日本刀の祖）は、宇陀市で生まれた……とつたえられています。ちょっと見に行きませんか？"
    lines = broken(words, Weight.REGULAR, 20, width)
    assert "".join(lines) == words
    assert not any(line[0] in NOT_FIRST or line[-1] in NOT_LAST for line in lines)
    assert not any(line.endswith("…") and following.startswith("…") for line, following in pairwise(lines))


def test_what_may_never_be_parted_is_parted_where_a_line_cannot_hold_it() -> None:
    lines = broken("！" * 40, Weight.REGULAR, 20, 100)
    assert all(width_of(line, Weight.REGULAR, 20) <= 100 for line in lines)
