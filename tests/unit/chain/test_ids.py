from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.ids import (
    MunicipalityCode,
    contains_my_number,
    expiry_day_of_lot,
    lot_id,
    municipality_check_digit,
    parse_address,
    program_of_lot,
)

_CODES = ["016390", "015849", "163210", "192066", "221007", "292125", "304212", "313645", "374032"]
_CHECKSUMMED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # EIP-55's own example


@pytest.mark.parametrize("code", _CODES)
def test_a_real_municipality_code_is_accepted_and_survives_the_chain(code: str) -> None:
    known = MunicipalityCode(code)
    assert MunicipalityCode.from_number(known.number) == known == code


@pytest.mark.parametrize("code", _CODES)
@pytest.mark.parametrize("position", range(6))
def test_one_wrong_digit_in_a_code_is_noticed(code: str, position: int) -> None:
    wrong = code[:position] + str((int(code[position]) + 1) % 10) + code[position + 1 :]
    with pytest.raises(Invalid) as refused:
        MunicipalityCode(wrong)
    assert refused.value.reason == "check_digit"


def test_full_width_digits_are_the_same_code() -> None:
    assert MunicipalityCode("２９２１２５") == "292125"


@pytest.mark.parametrize("text", ["", "29212", "2921255", "29212x"])
def test_what_is_not_six_digits_is_no_code(text: str) -> None:
    with pytest.raises(Invalid):
        MunicipalityCode(text)


@given(st.integers(0, 99_999))
def test_the_check_digit_is_one_digit(number: int) -> None:
    assert 0 <= municipality_check_digit(f"{number:05d}") <= 9


def test_an_address_gets_its_checksum_and_a_wrong_checksum_is_refused() -> None:
    assert parse_address(_CHECKSUMMED.lower()) == _CHECKSUMMED
    with pytest.raises(Invalid) as refused:
        parse_address(_CHECKSUMMED.replace("aA", "Aa"))
    assert refused.value.reason == "checksum"
    with pytest.raises(Invalid):
        parse_address("0x12")


@given(st.integers(1, 2**31 - 1), st.integers(0, 2**32 - 1))
def test_a_lot_tells_its_program_and_expiry_day(program_id: int, day: int) -> None:
    lot = lot_id(program_id, day)
    assert (program_of_lot(lot), expiry_day_of_lot(lot)) == (program_id, day)
    assert lot < 2**63


def test_a_lot_of_program_zero_is_refused() -> None:
    with pytest.raises(Invalid):
        lot_id(0, 20_000)


@pytest.mark.parametrize(
    "text",
    ["123456789018", "1234 5678 9018", "番号は１２３４５６７８９０１８です", "1234-5678-9018", "1234ー5678−9018",
     "１２３４・５６７８・９０１８", "id123456789018x", "a" * 40 + " 123456789018"],
)  # fmt: skip
def test_a_my_number_is_noticed_however_it_is_written(text: str) -> None:
    assert contains_my_number(text)


@pytest.mark.parametrize(
    "text",
    ["123456789012", "090-1234-5678", "M-1234-5678", "1234567890189", "", "4912345678901", "+123456789018",
     "0x" + "ab" * 14 + "123456789018", "0b9c1d2e-0000-4000-8000-123456789018", "f" * 20 + "123456789018"],
)  # fmt: skip
def test_other_numbers_are_not_taken_for_a_my_number(text: str) -> None:
    assert not contains_my_number(text)
