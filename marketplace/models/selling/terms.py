"""From what was typed to the terms of an offer: every field read, each refusal kept beside its field."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from chain.clock import JST, business_date
from chain.errors import Invalid
from chain.ids import Address
from chain.units import Yen
from marketplace.artwork.cards import CLOTH
from marketplace.artwork.patterns import PATTERNS
from marketplace.artwork.scenes import SCENES
from marketplace.models.artwork import Rarity
from marketplace.models.eligibility.rules import EVERYBODY, FIELDS, Eligibility, read_eligibility
from marketplace.models.kinds import Detail, Kind
from marketplace.models.receipts.tax import PERCENTS, default_percent
from marketplace.models.selling.artist import FIELDS as ARTIST_FIELDS
from marketplace.models.selling.artist import artist_fields
from marketplace.models.selling.own_fields import OWN_FIELDS, own_fields
from marketplace.models.selling.reading import Reader, whole
from marketplace.models.selling.splitting import Part, read_parts, read_percent
from marketplace.models.selling.wording import sentences

MOST_PRICE, MOST_SUPPLY, MOST_ROYALTY = Yen(1_000_000_000), 1_000_000, 1_000
_COMMON = (
    "name_ja", "name_en", "story_ja", "story_en", "gives_ja", "gives_en", "art", "pattern", "rarity", "upright_ja",
    "price", "tax", "supply", "per_buyer", "opens_at", "closes_at", "royalty", *ARTIST_FIELDS, *FIELDS,
)  # fmt: skip


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
    tax_percent: int
    supply: int
    per_buyer: int
    opens_at: datetime | None  # None: as soon as it is signed
    closes_at: datetime | None
    royalty: int
    artist_name: str = ""
    artist: Address | None = None  # gets the royalty; else the town
    detail: Detail
    parts: tuple[Part, ...]
    valid_until: date | None = None
    eligibility: Eligibility = EVERYBODY


@dataclass(slots=True)
class OfferReading:
    """`terms` is None while a field is refused."""

    terms: OfferTerms | None = None
    errors: dict[str, Invalid] = field(default_factory=dict)


def read_offer(
    kind: Kind, typed: Mapping[str, str], shares: Sequence[Sequence[Any]], payees: Sequence[str], now: datetime
) -> OfferReading:
    """`payees`: the keys one may choose from."""
    reader = Reader(typed)
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
        "royalty": reader.read("royalty", read_royalty),
        "tax_percent": reader.read("tax", lambda text: _tax(text, kind)),
    }
    values["eligibility"] = _eligibility(reader)
    values |= (
        artist_fields(reader) | _stock(reader) | _period(reader, now) | own_fields(kind, reader, business_date(now))
    )
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


def _stock(reader: Reader) -> dict[str, Any]:
    supply = reader.read("supply", lambda text: whole("supply", text, 1, MOST_SUPPLY))
    limit = reader.read("per_buyer", lambda text: whole("per_buyer", text, 0, MOST_SUPPLY) if text.strip() else 0)
    if supply is not None and limit is not None and limit > supply:
        reader.errors["per_buyer"] = Invalid("per_buyer", "over_supply", most=f"{supply:,}")
    return {"price": reader.read("price", read_price), "supply": supply, "per_buyer": limit}


def _eligibility(reader: Reader) -> Eligibility | None:
    try:
        eligibility = read_eligibility(reader.typed)
    except Invalid as error:
        reader.errors.setdefault(error.field, error)
        return None
    if eligibility.per_person and not reader.typed.get("per_buyer", "").strip(" 0"):
        reader.errors.setdefault("per_person", Invalid("per_person", "limits_nothing"))
    return eligibility


def _period(reader: Reader, now: datetime) -> dict[str, Any]:
    opens, closes = reader.read("opens_at", _moment), reader.read("closes_at", _moment)
    if closes is not None and closes <= (opens or now):
        reader.errors.setdefault("closes_at", Invalid("closes_at", "before_opens_at"))
    return {"opens_at": opens, "closes_at": closes}


def read_royalty(text: str) -> int:
    """Basis points; nothing typed is none. Raises: Invalid (not_a_rate, royalty_too_high)."""
    points = read_percent(text) if text.strip() else 0
    if points > MOST_ROYALTY:
        raise Invalid("royalty", "royalty_too_high", most=MOST_ROYALTY // 100)
    return points


def _tax(text: str, kind: Kind) -> int:
    """What was written before there was a choice carries what its kind does."""
    if not text.strip():
        return default_percent(kind)
    return int(_one_of("tax", [str(percent) for percent in PERCENTS])(text))


def _moment(text: str) -> datetime | None:
    """As a field of type datetime-local writes it, in Japan; empty is None."""
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=JST)
    except ValueError:
        raise Invalid("moment", "not_a_day") from None


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
