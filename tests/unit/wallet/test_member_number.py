"""Member numbers: reading them as people write them, and noticing slips."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.errors import Invalid
from chain.ids import contains_my_number
from wallet.member_number import check_character, new_member_number, parse_member_number

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NUMBER = f"M-1A0K-9XZ{check_character('1A0K9XZ')}"
bodies = st.text(_ALPHABET, min_size=7, max_size=7)


def test_new_number_has_the_promised_form_and_is_read_back() -> None:
    number = new_member_number()
    assert re.fullmatch(r"M-[0-9A-Z]{4}-[0-9A-Z]{4}", number)
    assert parse_member_number(number) == number


def test_no_number_looks_like_a_my_number() -> None:
    assert not any(contains_my_number(new_member_number()) for _ in range(200))


@pytest.mark.parametrize(
    "written",
    [
        _NUMBER.lower(),
        _NUMBER.replace("-", ""),
        _NUMBER.removeprefix("M-"),
        f"  {_NUMBER} ",
        _NUMBER.replace("-", "ー"),
        _NUMBER.replace("1", "l").replace("0", "O"),
        "".join(chr(ord(letter) + 0xFEE0) for letter in _NUMBER),
    ],
)
def test_number_is_read_as_people_write_it(written: str) -> None:
    assert parse_member_number(written) == _NUMBER


@given(bodies, st.integers(0, 7), st.sampled_from(_ALPHABET))
def test_any_one_wrong_character_is_noticed(body: str, place: int, wrong: str) -> None:
    right = body + check_character(body)
    slip = right[:place] + wrong + right[place + 1 :]
    if slip == right:
        assert parse_member_number(slip)
    else:
        with pytest.raises(Invalid, match="check_character"):
            parse_member_number(slip)


@pytest.mark.parametrize("text", ["", "M-", "M-123-567", "M-1234-56789", "M-UUUU-UUUU", "hanako@example.jp"])
def test_other_text_is_no_member_number(text: str) -> None:
    with pytest.raises(Invalid, match="not_member_number"):
        parse_member_number(text)
