from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from points.analytics.wellbeing.value_file import read_values
from points.errors import ValueFileRefused
from points.models.indicator import MOST, SCALE, Direction, is_better, read_value, written


@given(st.integers(-MOST * SCALE, MOST * SCALE))
def test_what_is_written_is_read_as_the_same_number(thousandths: int) -> None:
    assert read_value(written(thousandths)) == thousandths


@pytest.mark.parametrize(
    ("typed", "thousandths"),
    [("7.25", 7_250), (" １，２３４ ", 1_234_000), ("▲12.5", -12_500), ("−3", -3_000), ("0", 0), ("84.170", 84_170)],
)
def test_numbers_are_read_as_people_type_them(typed: str, thousandths: int) -> None:
    assert read_value(typed) == thousandths


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", "empty"), ("七", "not_a_value"), ("1.2345", "not_a_value"), ("1,23", "not_a_value"), ("5%", "not_a_value"),
     ("--1", "not_a_value"), ("1e3", "not_a_value"), (f"{MOST + 1}", "too_large")],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_value(typed)
    assert refused.value.reason == reason


def test_a_higher_value_is_better_only_where_the_direction_says_so() -> None:
    assert is_better(Direction.MORE, 1, 2) is True
    assert is_better(Direction.LESS, 1, 2) is False
    assert is_better(Direction.LESS, 2, 1) is True
    assert is_better(Direction.NEITHER, 1, 2) is None
    assert is_better(Direction.MORE, 2, 2) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_is_read_whatever_its_encoding_and_rows_without_a_value_are_left_out(encoding: str) -> None:
    lines = ["指標,年度,値,出典,メモ", "幸福度,2025年度,6.8,調査,", "幸福度,2024,,,", "転入超過数,2024,'-12,台帳,速報"]
    text = "\r\n".join(lines)
    first, second = read_values(text.encode(encoding))
    assert (first.number, first.indicator, first.fiscal_year, first.value) == (2, "幸福度", 2025, "6.8")
    assert (second.number, second.value, second.note) == (4, "-12", "速報")


def test_a_list_with_english_headings_and_tabs_is_read() -> None:
    (row,) = read_values(b"Indicator\tFiscal year\tValue\tSource\nHappiness\t2025\t7\tSurvey\n")
    assert (row.indicator, row.fiscal_year, row.value, row.source) == ("Happiness", 2025, "7", "Survey")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(b"", "empty"), ("指標,年度,値,出典\n".encode(), "empty"), ("指標,値\n幸福度,7\n".encode(), "columns"),
     (b"\xff\xfe\x00a", "encoding"),
     ("指標,年度,値,出典\n".encode() + "あ,2025,1,い\n".encode() * 2_001, "too_many_rows"),
     ("指標,年度,値,出典\nあ,2025,1,".encode() + b"x" * 200_000, "too_wide")],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(ValueFileRefused) as refused:
        read_values(raw)
    assert refused.value.reason == reason
