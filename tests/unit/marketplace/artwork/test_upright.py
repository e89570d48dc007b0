"""Words running downwards: squares, turned marks, short numbers side by side, columns from the right."""

from __future__ import annotations

import pytest
from PIL import Image

from marketplace.artwork.fonts import Weight
from marketplace.artwork.lettering import NOT_FIRST, NOT_LAST
from marketplace.artwork.upright import draw_upright, set_upright, upright_length


def inked(words: str, height: int = 200) -> tuple[int, int, int, int]:
    """The box that holds the ink of one column of 50-pixel squares around x = 60."""
    image = Image.new("L", (120, height))
    draw_upright(image, words, Weight.BOLD, 50, 60, 0, "#ffffff")
    return image.getbbox() or (0, 0, 0, 0)


def test_words_take_one_square_each_and_marks_are_turned() -> None:
    assert upright_length("小烏丸", 100, gap=1) == 300
    left, top, right, bottom = inked("一")
    assert right - left > bottom - top
    left, top, right, bottom = inked("ー")
    assert right - left < bottom - top


def test_a_number_of_two_digits_stands_upright_in_one_square() -> None:
    assert upright_length("12", 50) == upright_length("月", 50)
    left, _, right, bottom = inked("12")
    assert 35 <= left < right <= 85
    assert bottom <= 53


@pytest.mark.parametrize("words", ["Musubi", "2026", "VIP CARD"])
def test_other_latin_words_lie_on_their_side(words: str) -> None:
    left, top, right, bottom = inked(words, 400)
    assert bottom - top > right - left
    assert bottom <= upright_length(words, 50)


def test_small_kana_and_stops_stand_in_the_upper_right() -> None:
    large, small, stop = inked("や"), inked("ゃ"), inked("。")
    assert small[2] - small[0] < large[2] - large[0]
    assert (small[0] + small[2]) / 2 > 60
    assert stop[0] > 60
    assert stop[3] < 30


def test_one_column_is_enough_for_a_short_name_and_two_are_alike() -> None:
    assert set_upright("小烏丸", Weight.BLACK, 84, 700).columns == ("小烏丸",)
    long = set_upright("恐竜のまちで過ごす特別な一夜の宿泊券", Weight.BLACK, 84, 700)
    assert len(long.columns) == 2
    assert abs(len(long.columns[0]) - len(long.columns[1])) <= 2
    assert long.height <= 700


@pytest.mark.parametrize("height", [200, 300, 400])
def test_columns_keep_the_rules_of_lines(height: int) -> None:
    words = "「恐竜」（むかわ竜）の町、ほべつ。"
    columns = set_upright(words, Weight.BLACK, 60, height, most=9).columns
    assert "".join(columns) == words
    assert not any(column[0] in NOT_FIRST or column[-1] in NOT_LAST for column in columns)


def test_what_never_fits_is_cut() -> None:
    assert set_upright("寿限無" * 30, Weight.BLACK, 60, 300).columns[-1].endswith("…")
