"""From what was typed to the terms of an offer: every field read, each refusal kept beside its field."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from chain.clock import JST, business_date
from chain.errors import Invalid
from chain.units import Yen
from marketplace.artwork.cards import CLOTH
from marketplace.artwork.patterns import PATTERNS
from marketplace.artwork.scenes import SCENES
from marketplace.models.artwork import Rarity
from marketplace.models.kinds import AmbassadorCardDetail, Detail, Kind, RightDetail, TourismDetail
from marketplace.models.selling.splitting import Part, read_parts, read_percent
from marketplace.models.selling.wording import plain_words, sentences

MOST_PRICE, MOST_SUPPLY, MOST_ROYALTY, MOST_USES = Yen(1_000_000_000), 1_000_000, 1_000, 10_000
_COMMON = (
    "name_ja", "name_en", "story_ja", "story_en", "gives_ja", "gives_en", "art", "pattern", "rarity", "upright_ja",
    "price", "supply", "per_buyer", "opens_at", "closes_at", "royalty",
)  # fmt: skip
OWN_FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.AMBASSADOR_CARD: ("legend_ja", "legend_en"),
    Kind.RIGHT: ("place_ja", "place_en", "uses", "valid_from", "valid_until", "transfers_until", "lendable"),
    Kind.TOURISM: ("place_ja", "place_en", "people", "minutes", "valid_until"),
}
Value = TypeVar("Value")


def fields_of(kind: Kind) -> tuple[str, ...]:
    return _COMMON + OWN_FIELDS.get(kind, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTerms:
    """An offer that can be sold. `art`: "scene:<name>", "design:<id>" or "upload:<cid>"; `royalty` in basis points."""

    name_ja: str
    name_en: str
    story_ja: str
    story_en: str
    gives_ja: tuple[str, ...]
    gives_en: tuple[str, ...]
    art: str
    pattern: str
    rarity: Rarity
    upright_ja: str
    price: Yen
    supply: int
    per_buyer: int
    opens_at: datetime | None  # None: as soon as it is signed
    closes_at: datetime | None
    royalty: int
    detail: Detail
    parts: tuple[Part, ...]
    valid_until: date | None = None


@dataclass(slots=True)
class OfferReading:
    """`terms` is None while a field is refused."""

    terms: OfferTerms | None = None
    errors: dict[str, Invalid] = field(default_factory=dict)


class _Reader:
    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = typed
        self.errors: dict[str, Invalid] = {}

    def read(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        try:
            return reader(self.typed.get(name, ""))
        except Invalid as error:
            self.errors.setdefault(name, error)
            return None

    def words(self, name: str, longest: int, *, may_be_empty: bool = False, lines: bool = False) -> str | None:
        return self.read(name, lambda text: plain_words(text, name, longest, may_be_empty=may_be_empty, lines=lines))


def read_offer(
    kind: Kind, typed: Mapping[str, str], shares: Sequence[Sequence[Any]], payees: Sequence[str], now: datetime
) -> OfferReading:
    """`payees`: the keys one may choose from."""
    reader = _Reader(typed)
    values: dict[str, Any] = {
        "name_ja": reader.words("name_ja", 80),
        "name_en": reader.words("name_en", 120),
        "story_ja": reader.words("story_ja", 4_000, lines=True),
        "story_en": reader.words("story_en", 8_000, lines=True),
        "gives_ja": reader.read("gives_ja", lambda text: sentences(text, "gives_ja")),
        "gives_en": reader.read("gives_en", lambda text: sentences(text, "gives_en")),
        "art": reader.read("art", _art),
        "pattern": reader.read("pattern", _one_of("pattern", tuple(PATTERNS))),
        "rarity": reader.read("rarity", lambda text: Rarity(_one_of("rarity", tuple(Rarity))(text))),
        "upright_ja": reader.words("upright_ja", 24, may_be_empty=True),
        "royalty": reader.read("royalty", _royalty),
    }
    values |= _stock(reader) | _period(reader, now) | _own(kind, reader, business_date(now))
    try:
        values["parts"] = tuple(read_parts(shares, payees))
    except Invalid as error:
        reader.errors["shares"] = error
    return OfferReading(None if reader.errors else OfferTerms(**values), reader.errors)


def read_price(text: str) -> Yen:
    """Raises: Invalid (empty, zero, negative, fraction, not_whole, too_dear)."""
    shown = unicodedata.normalize("NFKC", text).strip()
    if "." in shown.removesuffix("."):
        raise Invalid("price", "fraction")
    try:
        price = Yen.parse(text)
    except Invalid as error:
        if error.reason == "too_large":
            raise Invalid("price", "too_dear", most=f"{int(MOST_PRICE):,}") from None
        raise
    if int(price) == 0:
        raise Invalid("price", "zero")
    if int(price) > int(MOST_PRICE):
        raise Invalid("price", "too_dear", most=f"{int(MOST_PRICE):,}")
    return price


def _stock(reader: _Reader) -> dict[str, Any]:
    supply = reader.read("supply", lambda text: _whole("supply", text, 1, MOST_SUPPLY))
    limit = reader.read("per_buyer", lambda text: _whole("per_buyer", text, 0, MOST_SUPPLY) if text.strip() else 0)
    if supply is not None and limit is not None and limit > supply:
        reader.errors["per_buyer"] = Invalid("per_buyer", "over_supply", most=f"{supply:,}")
    return {"price": reader.read("price", read_price), "supply": supply, "per_buyer": limit}


def _period(reader: _Reader, now: datetime) -> dict[str, Any]:
    opens, closes = reader.read("opens_at", _moment), reader.read("closes_at", _moment)
    if closes is not None and closes <= (opens or now):
        reader.errors.setdefault("closes_at", Invalid("closes_at", "before_opens_at"))
    return {"opens_at": opens, "closes_at": closes}


def _own(kind: Kind, reader: _Reader, today: date) -> dict[str, Any]:
    if kind is Kind.AMBASSADOR_CARD:
        legend = reader.words("legend_ja", 80), reader.words("legend_en", 120)
        return {"detail": None if None in legend else AmbassadorCardDetail(*(word or "" for word in legend))}
    place = {name: reader.words(name, longest) for name, longest in (("place_ja", 120), ("place_en", 160))}
    until = reader.read("valid_until", _day)
    if until is not None and until < today:
        reader.errors.setdefault("valid_until", Invalid("valid_until", "past"))
    given = place | {"valid_until": _iso(until)} | (_right if kind is Kind.RIGHT else _tourism)(reader, until)
    make: type[RightDetail] | type[TourismDetail] = RightDetail if kind is Kind.RIGHT else TourismDetail
    return {"detail": None if reader.errors else make(**given), "valid_until": until}


def _right(reader: _Reader, until: date | None) -> dict[str, Any]:
    begin, moves_until = reader.read("valid_from", _day), reader.read("transfers_until", _day)
    if until is not None and begin is not None and until < begin:
        reader.errors.setdefault("valid_until", Invalid("valid_until", "before_first_day"))
    if until is not None and moves_until is not None and moves_until > until:
        reader.errors.setdefault("transfers_until", Invalid("transfers_until", "after_expiry"))
    return {
        "uses": reader.read("uses", lambda text: _whole("uses", text, 1, MOST_USES)),
        "valid_from": _iso(begin),
        "transfers_until": _iso(moves_until),
        "is_lendable": reader.typed.get("lendable") == "1",
    }


def _tourism(reader: _Reader, until: date | None) -> dict[str, Any]:
    if until is None:
        reader.errors.setdefault("valid_until", Invalid("valid_until", "empty"))
    return {
        "people": reader.read("people", lambda text: _whole("people", text, 1, 1_000)),
        "minutes": reader.read("minutes", lambda text: _whole("minutes", text, 1, 60 * 24 * 30)),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _whole(name: str, text: str, least: int, most: int) -> int:
    number = int(Yen.parse(text))
    if number < least:
        raise Invalid(name, "zero")
    if number > most:
        raise Invalid(name, "too_many", most=f"{most:,}")
    return number


def _royalty(text: str) -> int:
    points = read_percent(text) if text.strip() else 0
    if points > MOST_ROYALTY:
        raise Invalid("royalty", "royalty_too_high", most=MOST_ROYALTY // 100)
    return points


def _moment(text: str) -> datetime | None:
    """As a field of type datetime-local writes it, in Japan; empty is None."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=JST)
    except ValueError:
        raise Invalid("moment", "not_a_day") from None


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid("day", "not_a_day") from None


def _art(text: str) -> str:
    kind, _, name = text.partition(":")
    is_known = {
        "scene": name == CLOTH or name in SCENES,
        "design": name.isascii() and name.isdecimal(),
        "upload": name.isascii() and name.isalnum() and len(name) <= 64,
    }
    if not is_known.get(kind, False):
        raise Invalid("art", "unknown")
    return text


def _one_of(name: str, known: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise Invalid(name, "unknown")
        return text

    return read
