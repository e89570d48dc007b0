"""Which language a request gets, and how amounts and days are written in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from flask import Flask, g
from flask_babel import force_locale

from app import i18n
from chain.units import Points, Yen


def test_without_any_wish_the_language_is_japanese(app: Flask) -> None:
    with app.test_request_context("/"):
        assert i18n.language() == "ja"


def test_the_browsers_wish_counts_when_nobody_chose(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "fr, en-GB;q=0.9, ja;q=0.1"}):
        assert i18n.language() == "en"


def test_the_account_counts_more_than_the_browser(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "ja"}):
        g.account = SimpleNamespace(locale="en")
        assert i18n.select_language() == "en"


def test_a_choice_in_the_address_wins_and_is_kept_in_a_cookie(app: Flask) -> None:
    client = app.test_client()
    chosen = client.get("/nowhere?lang=en")
    assert any(cookie.startswith("musubi_lang=en") for cookie in chosen.headers.getlist("Set-Cookie"))
    assert '<html lang="en">' in client.get("/nowhere").text


def test_an_unknown_language_in_the_address_is_ignored(app: Flask) -> None:
    with app.test_request_context("/?lang=tlh"):
        assert i18n.language() == "ja"


def test_the_switch_keeps_the_rest_of_the_address(app: Flask) -> None:
    with app.test_request_context("/towns?page=2&lang=ja"):
        assert i18n.language_address("en") == "/towns?page=2&lang=en"


def test_a_name_without_english_falls_back_to_japanese(app: Flask) -> None:
    town = SimpleNamespace(name_ja="宇陀市", name_en="")
    with app.test_request_context("/?lang=en"):
        assert i18n.localized(town, "name") == "宇陀市"


def test_amounts_are_grouped_and_carry_their_unit(app: Flask) -> None:
    with app.test_request_context("/"):
        assert i18n.yen(Yen(1234567)) == "1,234,567円"
        assert i18n.points(Points(500)) == "500ポイント"


@pytest.mark.parametrize(("locale", "expected"), [("ja", "2026年3月1日(日)"), ("en", "Sun, 1 Mar 2026")])
def test_the_day_is_the_day_in_japan(app: Flask, locale: str, expected: str) -> None:
    evening_before_in_utc = datetime(2026, 2, 28, 15, 0, tzinfo=UTC)
    with app.test_request_context(f"/?lang={locale}"), force_locale(locale):
        assert i18n.day(evening_before_in_utc) == expected
        assert i18n.day(date(2026, 3, 1)) == expected
