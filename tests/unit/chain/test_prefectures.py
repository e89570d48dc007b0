"""The forty-seven prefectures and their names."""

from __future__ import annotations

from chain.prefectures import PREFECTURES, prefecture_of


def test_there_are_forty_seven_numbered_in_a_row_each_with_names_of_its_own() -> None:
    assert list(PREFECTURES) == [f"{number:02}" for number in range(1, 48)]
    assert (
        len({one.name_ja for one in PREFECTURES.values()}) == len({one.name_en for one in PREFECTURES.values()}) == 47
    )
    assert all(one.name_en.isascii() and one.name_en.istitle() for one in PREFECTURES.values())
    assert all(one.name_ja[-1] in "都道府県" for one in PREFECTURES.values())


def test_a_municipality_is_of_the_prefecture_of_its_first_two_digits() -> None:
    assert PREFECTURES[prefecture_of("221007")].name_en == "Shizuoka"
    assert PREFECTURES[prefecture_of("016390")].name_ja == "北海道"
