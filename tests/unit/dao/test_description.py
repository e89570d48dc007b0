"""What goes on chain for a proposal's text, and what is refused."""

from __future__ import annotations

import pytest

from chain.errors import Invalid
from dao.models.description import (
    MAX_TITLE,
    check_text,
    check_title,
    compose,
    content_hash,
    lets_ballots_change,
    title_of,
)


def test_the_description_holds_the_title_and_a_hash_but_not_the_text() -> None:
    content = content_hash(b"s" * 32, "題", "本文はここ", "0xabc")
    description = compose("題", content)
    assert description.startswith("題\n")
    assert "本文" not in description
    assert content.hex() in description


def test_the_same_words_with_another_salt_give_another_hash() -> None:
    assert content_hash(b"a" * 32, "題", "文", "0x1") != content_hash(b"b" * 32, "題", "文", "0x1")


def test_the_title_is_read_back_from_a_description() -> None:
    assert title_of(compose("新酒のラベル", b"\1" * 32)) == "新酒のラベル"
    assert title_of("# Written elsewhere\n\nlong text") == "Written elsewhere"
    assert title_of("") == ""


def test_only_the_very_end_of_a_description_lets_ballots_change() -> None:
    assert lets_ballots_change(compose("題", b"\1" * 32, is_changeable=True))
    assert not lets_ballots_change(compose("#ballots=changeable", b"\1" * 32))
    assert not lets_ballots_change("")


def test_blanks_and_line_breaks_are_evened_out() -> None:
    assert check_title("title", "  四町　の \n 合同ツアー ") == "四町 の 合同ツアー"
    assert check_text("body", "\r\n一行\r\n二行\r\n", 100) == "一行\n二行"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("  \n ", "empty"), ("あ" * (MAX_TITLE + 1), "too_long"), ("番号 123456789018", "my_number")],
)
def test_a_title_that_cannot_stand_on_chain_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_title("title_ja", text)
    assert (refused.value.field, refused.value.reason) == ("title_ja", reason)
