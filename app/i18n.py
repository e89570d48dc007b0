"""Japanese (the source text) and English: which one this request gets, and how numbers, money and days are written.

Order: `?lang=` (kept in a cookie), the cookie, the language of the account, the wish of the service that sent the
person to sign in here, the browser's wish, Japanese.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast
from urllib.parse import parse_qs, urlencode

from babel.support import NullTranslations
from flask import Flask, Response, g, has_request_context, request, session
from flask_babel import Babel, Domain, format_date, format_datetime, format_time, get_locale
from flask_babel import gettext as _
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from chain.clock import JST

LANGUAGES = {"ja": "日本語", "en": "English"}
DEFAULT_LANGUAGE = "ja"
_COOKIE = "musubi_lang"
_COOKIE_SECONDS = 365 * 24 * 3600
_DATE = {"ja": "y年M月d日(E)", "en": "EEE, d MMM y"}
_DATETIME = {"ja": "y年M月d日(E) H:mm", "en": "EEE, d MMM y, H:mm"}


class _Words(Domain):  # type: ignore[misc]
    """Translations by language, found without the library's way through its contexts: pages ask often."""

    def __init__(self) -> None:
        super().__init__()
        self._by_language: dict[str, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        if not has_request_context():
            return cast("NullTranslations", super().get_translations())
        code = language()
        if code not in self._by_language:
            self._by_language[code] = super().get_translations()
        return self._by_language[code]


_words = _Words()


def register(flask: Flask) -> None:
    babel = Babel(flask, locale_selector=select_language)
    babel.domain_instance = _words
    flask.extensions["babel"].instance.domain_instance = _words
    flask.jinja_env.globals.update({"_": _gettext, "gettext": _gettext, "ngettext": _ngettext})
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
    tags = [*_service_wishes(), *request.accept_languages.values()]
    wishes = (tag.partition("-")[0].lower() for tag in tags)
    return next((wish for wish in wishes if wish in LANGUAGES), DEFAULT_LANGUAGE)


def language() -> str:
    """`ja` or `en`, also outside a request (then Japanese)."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    found = getattr(g.get("_flask_babel"), "babel_locale", None) or get_locale()  # where the library keeps it
    return str(found.language)


@pass_eval_context
def _gettext(context: EvalContext, text: str, **values: Any) -> str:
    """As Jinja's own: what is put into a sentence is escaped. `%` alone is written `%%`."""
    return _put_in(context, _words.get_translations().ugettext(text), values)


@pass_eval_context
def _ngettext(context: EvalContext, one: str, many: str, num: int, **values: Any) -> str:
    return _put_in(context, _words.get_translations().ungettext(one, many, num), {"num": num, **values})


def _put_in(context: EvalContext, sentence: str, values: dict[str, Any]) -> str:
    shown = Markup(sentence) if context.autoescape else sentence  # noqa: S704 - our own words  # nosec B704
    return shown % values if values or "%" in sentence else shown


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
    return str(_("%(prefecture)s %(town)s", prefecture=localized(town, "prefecture"), town=localized(town, "name")))


def yen(amount: int) -> str:
    return str(_("%(amount)s円", amount=number(amount)))


def points(amount: int) -> str:
    return str(_("%(amount)sポイント", amount=number(amount)))


def number(amount: int) -> str:
    """Both languages write thousands alike."""
    return f"{int(amount):,}"


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
    account = g.get("person") or g.get("account")  # app/access.py puts it there before a view is called
    return None if account is None else str(account.locale)


def _service_wishes() -> list[str]:
    """Source: OpenID Connect Core 3.1.2.1, `ui_locales`. On the sign-in page it stands in the address to go on to."""
    address = request.full_path
    if request.path.startswith("/signin"):
        # Not from a form: one that is too large to be read has to be answered in some language as well.
        address = request.args.get("next") or session.get("signin", {}).get("next") or ""
    path, _sep, query = address.partition("?")
    return " ".join(parse_qs(query).get("ui_locales", [])).split() if path.startswith("/openid/") else []


def _keep_choice(response: Response) -> Response:
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        response.set_cookie(_COOKIE, chosen, _COOKIE_SECONDS, secure=request.is_secure, httponly=True, samesite="Lax")
    return response
