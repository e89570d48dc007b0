"""What somebody asked the search for, read from an address: what cannot be read is kept, and told in a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from app.errors import sentence
from chain.errors import Invalid
from marketplace.models import Kind
from marketplace.models.search_text import words_of
from marketplace.queries.catalogue.search import Sale, Search, Sort

_LONGEST, _DEAREST = 100, 10**12
Value = TypeVar("Value")
FIELDS = ("q", "town", "prefecture", "kind", "from", "to", "price_from", "price_to", "sale", "sort")
_CONDITIONS = tuple(name for name in FIELDS if name != "sort")


@dataclass(frozen=True, slots=True)
class Asked:
    """`values`: as typed, only what is not empty. `errors`: a sentence by field."""

    values: Mapping[str, str]
    search: Search
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def conditions(self) -> list[str]:
        return [name for name in _CONDITIONS if name in self.values]

    @property
    def is_plain(self) -> bool:
        """The first page of everything."""
        return not self.values and self.search.after is None

    def address(self, without: str = "", **changed: str) -> str:
        """The same search, without a condition or with others; always its first page."""
        values = {name: value for name, value in self.values.items() if name != without} | changed
        return "/items" + (f"?{urlencode(values)}" if values else "")

    def after(self, place: tuple[int, int]) -> str:
        return self.address(after=f"{place[0]}-{place[1]}")


def read_asked(given: Mapping[str, str]) -> Asked:
    values = {name: given.get(name, "").replace("\0", "").strip()[:_LONGEST] for name in FIELDS}
    values = {name: value for name, value in values.items() if value}
    errors: dict[str, str] = {}

    def read(name: str, reader: Callable[[str], Value]) -> Value | None:
        try:
            return reader(values[name]) if name in values else None
        except Invalid as error:
            errors[name] = sentence(error)
            return None

    first, last = read("from", _day), read("to", _day)
    low, high = read("price_from", _yen), read("price_to", _yen)
    if first and last and last < first:
        errors["to"] = sentence(Invalid("to", "before_first_day"))
        first = last = None
    if low is not None and high is not None and high < low:
        errors["price_to"] = sentence(Invalid("price_to", "below_price_from"))
        low = high = None
    search = Search(
        words=tuple(words_of(values.get("q", ""))),
        town=read("town", _code) or "",
        prefecture=values.get("prefecture", ""),
        kind=read("kind", lambda text: _one_of(Kind, text)) or "",
        first_day=first,
        last_day=last,
        price_from=low,
        price_to=high,
        sale=read("sale", lambda text: _one_of(Sale, text)),
        sort=read("sort", lambda text: _one_of(Sort, text)) or Sort.FEATURED,
        after=_place(given.get("after", ""), errors),
    )
    return Asked(values, search, errors)


def _place(text: str, errors: dict[str, str]) -> tuple[int, int] | None:
    value, _, number = text.partition("-")
    if not text:
        return None
    if not (value.isascii() and value.isdigit() and number.isascii() and number.isdigit()) or len(text) > 40:
        errors["after"] = sentence(Invalid("after", "unreadable_place"))
        return None
    return min(int(value), _DEAREST), min(int(number), 2**63 - 1)


def _one_of(choices: Callable[[str], Value], text: str) -> Value:
    try:
        return choices(text)
    except ValueError:
        raise Invalid("choice", "not_a_condition") from None


def _code(text: str) -> str:
    shown = unicodedata.normalize("NFKC", text)
    if not (len(shown) == 6 and shown.isascii() and shown.isdigit()):
        raise Invalid("town", "not_a_condition")
    return shown


def _day(text: str) -> date:
    try:
        return date.fromisoformat(unicodedata.normalize("NFKC", text).replace("/", "-"))
    except ValueError:
        raise Invalid("day", "not_a_search_day") from None


def _yen(text: str) -> int:
    """「3,000円」 and ３０００ are 3000."""
    shown = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").strip("円¥\\")
    if not (shown.isascii() and shown.isdigit()) or len(shown) > 20:
        raise Invalid("price", "not_a_price")
    return min(int(shown), _DEAREST)
