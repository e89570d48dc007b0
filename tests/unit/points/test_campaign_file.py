"""Reading officers' lists: encodings, separators, headings, and what must never be kept."""

from __future__ import annotations

import io

import pytest

from points.campaign_file import FileRow, open_list, pasted_list
from points.errors import CampaignFileRefused

MY_NUMBER = "123456789018"  # a valid check digit, nobody's number
ADDRESS = "0x00000000219ab540356cBB839Cbe05303d7705Fa"


def read(content: str | bytes, encoding: str = "utf-8") -> list[FileRow]:
    raw = content if isinstance(content, bytes) else content.encode(encoding)
    return list(open_list(io.BytesIO(raw)).rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_utf8_with_and_without_bom_and_shift_jis_give_the_same_rows(encoding: str) -> None:
    rows = read('会員番号,ポイント,備考\r\nM-7K3Q-9XTA,"1,000",第①回 髙橋様\r\n', encoding)
    assert rows == [FileRow(2, ("M-7K3Q-9XTA",), "1,000", False)]


def test_a_list_that_is_neither_encoding_is_refused() -> None:
    with pytest.raises(CampaignFileRefused) as refused:
        read("会員番号,ポイント\nM-1,10\n".encode("utf-16"))
    assert refused.value.reason == "encoding"


def test_tabs_separate_as_well_as_commas() -> None:
    assert read("メール\tポイント\nhana@example.jp\t500\n")[0] == FileRow(2, ("hana@example.jp",), "500", False)


def test_without_a_heading_the_first_line_is_a_row() -> None:
    assert [row.number for row in read("M-7K3Q-9XTA,100\nhana@example.jp,200\n")] == [1, 2]


@pytest.mark.parametrize(
    "heading", ["Member Number,Points", "会員番号,ポイント", "ＥＭＡＩＬ,PT", "wallet address,amount"]
)
def test_headings_are_known_in_both_languages_and_in_full_width(heading: str) -> None:
    assert read(f"{heading}\nx,7\n") == [FileRow(2, ("x",), "7", False)]


def test_empty_lines_are_passed_over_and_row_numbers_stay_those_of_the_spreadsheet() -> None:
    assert [row.number for row in read("会員番号,ポイント\n\nM-1,1\n,,\nM-2,2\n")] == [3, 5]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("会員番号,備考\nM-1,x\n", "no_amount_column"),
        ("ポイント\n5\n", "no_identifier_column"),
    ],
)
def test_a_list_that_cannot_be_understood_says_why(content: str, reason: str) -> None:
    with pytest.raises(CampaignFileRefused) as refused:
        read(content)
    assert refused.value.reason == reason


def test_a_corrected_list_of_mistakes_names_the_rows_it_corrects() -> None:
    corrected = open_list(io.BytesIO("名簿の行,会員番号,ポイント,直していただくこと\n7,M-1,10,\n".encode("cp932")))
    assert corrected.corrects
    assert list(corrected.rows) == [FileRow(2, ("M-1",), "10", False, "7")]
    assert open_list(io.BytesIO(b"List row,Member number,Points\n")).corrects
    assert not open_list(io.BytesIO(b"Member number,Points\n")).corrects


@pytest.mark.parametrize("cell", [MY_NUMBER, "1234-5678-9018", "１２３４５６７８９０１８"])
def test_a_my_number_is_seen_in_any_column_and_any_writing(cell: str) -> None:
    assert read(f"会員番号,ポイント,備考,その他\nM-1,10,,{cell}\n")[0].has_my_number
    assert read(f"会員番号,ポイント\n{cell},10\n")[0].has_my_number


def test_twelve_digits_inside_an_address_are_no_my_number() -> None:
    assert not read(f"アドレス,ポイント\n0x{'ab' + MY_NUMBER + 'c' * 26},10\n")[0].has_my_number
    assert read(f"アドレス,ポイント\n{ADDRESS},10\n")[0].identifiers == (ADDRESS,)


def test_a_row_that_is_too_short_has_no_amount() -> None:
    assert read("会員番号,ポイント\nM-1\n")[0].amount == ""


def test_a_cell_beyond_any_sense_refuses_the_file() -> None:
    with pytest.raises(CampaignFileRefused) as refused:
        read("会員番号,ポイント\n" + "x" * 200_000 + ",1\n")
    assert refused.value.reason == "too_wide"


def test_a_column_of_money_is_told_apart_from_points() -> None:
    donated = open_list(io.BytesIO("メール,寄附額\nhana@example.jp,10000\n".encode()))
    assert donated.is_in_yen
    assert list(donated.rows) == [FileRow(2, ("hana@example.jp",), "10000", False)]
    both = open_list(io.BytesIO("メール,寄附額,ポイント\nhana@example.jp,10000,300\n".encode()))
    assert not both.is_in_yen
    assert next(both.rows).amount == "300"


def test_a_list_without_amounts_is_read_where_a_rule_gives_them() -> None:
    rows = list(open_list(io.BytesIO("メール\nhana@example.jp\n".encode()), needs_amounts=False).rows)
    assert rows == [FileRow(2, ("hana@example.jp",), "", False)]


def test_people_are_pasted_one_a_line_with_or_without_an_amount() -> None:
    text = f"hana@example.jp\r\n\r\nM-7K3Q-9XTA, 1,500\nC-123-456-789\t300\n{ADDRESS}　２００\n{MY_NUMBER} 5\n"
    assert list(pasted_list(text).rows) == [
        FileRow(1, ("hana@example.jp",), "", False),
        FileRow(3, ("M-7K3Q-9XTA",), "1,500", False),
        FileRow(4, ("C-123-456-789",), "300", False),
        FileRow(5, (ADDRESS,), "200", False),
        FileRow(6, (MY_NUMBER,), "5", True),
    ]


@pytest.mark.parametrize(("text", "reason"), [(" \n\n", "empty"), ("a\n" * 5_001, "too_many_rows")])
def test_a_paste_of_nobody_or_of_too_many_is_refused(text: str, reason: str) -> None:
    with pytest.raises(CampaignFileRefused) as refused:
        pasted_list(text)
    assert refused.value.reason == reason
