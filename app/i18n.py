"""Japanese (the source text) and English: which one this request gets, and how numbers, money and days are written.

Order: `?lang=` (kept in a cookie), the cookie, the language of the account, the browser's wish, Japanese.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, format_date, format_datetime, format_decimal, format_time, get_locale, gettext

from chain.clock import JST

LANGUAGES = {"ja": "日本語", "en": "English"}
DEFAULT_LANGUAGE = "ja"
_COOKIE = "musubi_lang"
_COOKIE_SECONDS = 365 * 24 * 3600
_DATE = {"ja": "y年M月d日(E)", "en": "EEE, d MMM y"}
_DATETIME = {"ja": "y年M月d日(E) H:mm", "en": "EEE, d MMM y, H:mm"}


def register(flask: Flask) -> None:
    Babel(flask, locale_selector=select_language)
    flask.after_request(_keep_choice)
    flask.jinja_env.globals.update(
        LANGUAGES=LANGUAGES, language=language, localized=localized, place=place, language_address=language_address
    )
    flask.jinja_env.filters.update(
        yen=yen, points=points, number=number, date=day, datetime=moment, time=time_of_day, short_address=short_address
    )


def select_language() -> str:
    for wish in (request.args.get("lang"), request.cookies.get(_COOKIE), _account_language()):
        if wish in LANGUAGES:
            return wish
    wishes = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((wish for wish in wishes if wish in LANGUAGES), DEFAULT_LANGUAGE)


def language() -> str:
    """`ja` or `en`, also outside a request (then Japanese)."""
    return str(get_locale() or DEFAULT_LANGUAGE) if has_request_context() else DEFAULT_LANGUAGE


def language_address(code: str) -> str:
    """This page in the other language."""
    wanted = request.args.to_dict(flat=False) | {"lang": [code]}
    return f"{request.path}?{urlencode(wanted, doseq=True)}"


def localized(thing: Any, field: str) -> str:
    """`<field>_en` or `<field>_ja` of a row; the Japanese one where no English was written."""
    own = getattr(thing, f"{field}_{language()}", "")
    return str(own or getattr(thing, f"{field}_ja"))


def place(town: Any) -> str:
    """A town with its prefecture, in the order of the reader's language."""
    return str(
        gettext("%(prefecture)s %(town)s", prefecture=localized(town, "prefecture"), town=localized(town, "name"))
    )


def yen(amount: int) -> str:
    return str(gettext("%(amount)s円", amount=format_decimal(int(amount))))


def points(amount: int) -> str:
    return str(gettext("%(amount)sポイント", amount=format_decimal(int(amount))))


def number(amount: int) -> str:
    return str(format_decimal(int(amount)))


def day(value: date | datetime) -> str:
    """The calendar day in Japan."""
    if isinstance(value, datetime):
        value = value.astimezone(JST).date()
    return str(format_date(value, _DATE[language()]))


def moment(value: datetime) -> str:
    return str(format_datetime(value, _DATETIME[language()]))


def time_of_day(value: datetime) -> str:
    return str(format_time(value, "H:mm"))


def short_address(address: str) -> str:
    return f"{address[:6]}…{address[-4:]}"


def _account_language() -> str | None:
    account = g.get("account")  # app/access.py puts it there before a view is called
    return None if account is None else str(account.locale)


def _keep_choice(response: Response) -> Response:
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        response.set_cookie(_COOKIE, chosen, _COOKIE_SECONDS, secure=request.is_secure, httponly=True, samesite="Lax")
    return response
