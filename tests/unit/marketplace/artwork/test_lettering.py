"""Words fit their box, break where they may, and run downwards."""

from __future__ import annotations

import pytest
from PIL import Image

from marketplace.artwork.fonts import Weight
from marketplace.artwork.lettering import broken, draw_upright, fitted, upright_length, width_of


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


def test_upright_words_take_one_square_each_and_marks_are_turned() -> None:
    assert upright_length("小烏丸", 100, gap=1) == 300
    flat, tall = Image.new("L", (60, 60)), Image.new("L", (60, 60))
    draw_upright(flat, "一", Weight.BOLD, 50, 30, 0, "#ffffff")
    draw_upright(tall, "ー", Weight.BOLD, 50, 30, 0, "#ffffff")
    left, top, right, bottom = flat.getbbox() or (0, 0, 0, 0)
    assert right - left > bottom - top
    left, top, right, bottom = tall.getbbox() or (0, 0, 0, 0)
    assert right - left < bottom - top
