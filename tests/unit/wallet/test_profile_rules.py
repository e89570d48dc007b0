"""Names, e-mail addresses, browser summaries and return paths: what is accepted and what is not."""

from __future__ import annotations

import pytest

from chain.errors import Invalid
from wallet.email_address import email_to_look_up, parse_email
from wallet.models.account import parse_display_name
from wallet.models.browser_session import browser_summary
from wallet.services.request_signature import own_path


def test_display_name_is_trimmed_and_its_width_made_one() -> None:
    assert parse_display_name("  青木　花子  ") == "青木 花子"
    assert parse_display_name("ＡＢＣ") == "ABC"
    assert parse_display_name("") == ""


@pytest.mark.parametrize("name", ["123456789012", "花子 1234-5678-9012", "１２３４５６７８９０１２", "1234 5678 9018"])
def test_twelve_digits_are_no_display_name(name: str) -> None:
    with pytest.raises(Invalid, match="my_number"):
        parse_display_name(name)


@pytest.mark.parametrize(("name", "reason"), [("あ" * 41, "too_long"), ("花\u202e子", "control_characters")])
def test_name_that_would_break_a_page_is_refused(name: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        parse_display_name(name)


@pytest.mark.parametrize("name", ["090-1234-5678", "1234567890123"])
def test_other_numbers_are_allowed_in_a_name(name: str) -> None:
    assert parse_display_name(name) == name


def test_email_is_kept_in_one_form() -> None:
    assert parse_email(" Hanako@Example.JP ") == "hanako@example.jp"
    assert parse_email("ｈａｎａｋｏ＠example.jp") == "hanako@example.jp"


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), ("hanako", "not_email"), ("a@b@c.jp", "not_email")])
def test_what_is_no_email_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        parse_email(text)


@pytest.mark.parametrize("path", ["/", "/items/7", "/items/7?page=2#top", "/検索".encode().decode("latin-1")])
def test_path_of_this_site_is_kept(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "target",
    [
        "",
        "items/7",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/items\n/7",
        "/\t/evil.example",
        " /items",
    ],
)
def test_target_that_could_leave_this_site_is_refused(target: str) -> None:
    with pytest.raises(Invalid, match="not_a_path"):
        own_path(target)


def test_browser_is_summed_up_without_versions() -> None:
    chrome = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
    safari = (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
    )
    assert browser_summary(chrome) == "Chrome · Android"
    assert browser_summary(safari) == "Safari · iPhone"
    assert browser_summary("") == "?"


@pytest.mark.parametrize(
    "text",
    [" Hanako@Example.JP ", "ｈａｎａｋｏ＠example.jp", "a.b+c_d-9@mail.co.jp", "花子@例え.jp", "o'neil@example.com"],
)
def test_an_address_is_looked_up_in_the_form_it_is_kept_in(text: str) -> None:
    assert email_to_look_up(text) == parse_email(text)
