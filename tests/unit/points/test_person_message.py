"""What people are told: blanks are filled, everything else stays text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.units import Points
from points.models.person_message import MessageText, check_message

TEXT = MessageText("秋の応援", "Autumn aid", "むすびポイント", "Musubi points", date(2026, 12, 31))


def test_the_usual_message_names_title_amount_day_and_program_in_both_languages() -> None:
    said = TEXT.said(Points(1_500))
    assert said.title_ja == "秋の応援"
    assert "「秋の応援」として1,500ポイント" in said.body_ja
    assert "2026年12月31日" in said.body_ja
    assert "1,500 points for “Autumn aid”" in said.body_en
    assert "31 December 2026" in said.body_en
    assert "Musubi points" in said.body_en


def test_own_words_take_the_place_of_the_usual_ones_and_missing_english_is_japanese() -> None:
    own = MessageText(
        "秋の応援", "", "むすび", "", date(2026, 1, 2), "ありがとう。{amount}です。", "{amount}, {title}!"
    )
    said = own.said(Points(1))
    assert said.body_ja == "ありがとう。1ポイントです。"
    assert said.body_en == "1 point, 秋の応援!"
    assert said.title_en == "秋の応援"


def test_a_title_that_looks_like_a_blank_is_not_filled_again() -> None:
    said = MessageText("{amount}", "", "p", "p", date(2026, 1, 2), "{title}").said(Points(7))
    assert said.body_ja == "{amount}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("あ" * 501, "too_long"),
        ("番号は123456789018です", "my_number"),
        ("<b>太字</b>", "not_plain"),
        ("音\x07", "not_plain"),
        ("{name}さん", "unknown_blank"),
    ],
)
def test_a_message_that_is_no_plain_text_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_message("message_ja", text)
    assert (refused.value.field, refused.value.reason) == ("message_ja", reason)


@given(st.text(alphabet="あa \n<3{}%", max_size=60))
def test_whatever_is_accepted_can_be_said(text: str) -> None:
    try:
        kept = check_message("message_ja", text)
    except Invalid:
        return
    MessageText("題", "", "事業", "", date(2026, 1, 2), kept, kept).said(Points(3))
