"""What is typed for one kind alone: its fields, and its detail as read from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from chain.errors import Invalid
from marketplace.models.kinds import (
    MOST_DELIVERIES_A_YEAR,
    MOST_YEARS,
    AmbassadorCardDetail,
    Detail,
    FirstRefusalDetail,
    Kind,
    ProduceDetail,
    RightDetail,
    TourismDetail,
    ViewingDetail,
)
from marketplace.models.selling.position import POSITION, position
from marketplace.models.selling.reading import Reader, day, iso, whole
from marketplace.models.selling.wording import sentences

MOST_USES = 10_000
MONTHS = tuple(f"month_{number}" for number in range(1, 13))
_PLACE = ("place_ja", "place_en", *POSITION)
_DAYS = ("valid_from", "valid_until", "transfers_until")
OWN_FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.AMBASSADOR_CARD: ("legend_ja", "legend_en"),
    Kind.PRODUCE: (
        *_PLACE, "goods_ja", "goods_en", "per_year", "years", *MONTHS, "abroad", "cares_ja", "cares_en",
        "transfers_until",
    ),
    Kind.FIRST_REFUSAL: (*_PLACE, "notice_days", "steps_ja", "steps_en", "valid_until", "transfers_until"),
    Kind.VIEWING: (*_PLACE, "event_ja", "event_en", "seat_ja", "seat_en", "people", *_DAYS, "lendable"),
    Kind.RIGHT: (*_PLACE, "uses", *_DAYS, "lendable"),
    Kind.TOURISM: (*_PLACE, "people", "minutes", "valid_until"),
}  # fmt: skip


def own_fields(kind: Kind, reader: Reader, today: date) -> dict[str, Any]:
    """`detail`, which is None while a field of any kind is refused, and `valid_until`."""
    if kind is Kind.AMBASSADOR_CARD:
        legend = reader.words("legend_ja", 80), reader.words("legend_en", 120)
        return {"detail": None if None in legend else AmbassadorCardDetail(*(word or "" for word in legend))}
    place = {"place_ja": reader.words("place_ja", 120), "place_en": reader.words("place_en", 160)}
    place |= position(reader)
    until = reader.read("valid_until", day)
    if until is not None and until < today:
        reader.errors.setdefault("valid_until", Invalid("valid_until", "past"))
    make, read = _OWN[kind]
    given = place | {"valid_until": iso(until)} | read(reader, until)
    return {"detail": None if reader.errors else make(**given), "valid_until": until}


def _right(reader: Reader, until: date | None) -> dict[str, Any]:
    uses = reader.read("uses", lambda text: whole("uses", text, 1, MOST_USES))
    return {"uses": uses, "is_lendable": reader.typed.get("lendable") == "1"} | _days(reader, until)


def _produce(reader: Reader, until: date | None) -> dict[str, Any]:
    per_year = reader.read("per_year", lambda text: whole("per_year", text, 1, MOST_DELIVERIES_A_YEAR))
    years = reader.read("years", lambda text: whole("years", text, 1, MOST_YEARS))
    months = tuple(number for number, name in enumerate(MONTHS, 1) if reader.typed.get(name) == "1")
    if not months:
        reader.errors["months"] = Invalid("months", "no_month")
    return {
        "goods_ja": reader.words("goods_ja", 80),
        "goods_en": reader.words("goods_en", 120),
        "per_year": per_year,
        "years": years,
        "months": months,
        "uses": (per_year or 0) * (years or 0),
        "ships_abroad": reader.typed.get("abroad") == "1",
        "cares_ja": reader.words("cares_ja", 600, may_be_empty=True, lines=True),
        "cares_en": reader.words("cares_en", 1_200, may_be_empty=True, lines=True),
    } | _days(reader, until)


def _first_refusal(reader: Reader, until: date | None) -> dict[str, Any]:
    _require_end(reader, until)
    return {
        "notice_days": reader.read("notice_days", lambda text: whole("notice_days", text, 1, 365)),
        "steps_ja": reader.read("steps_ja", lambda text: sentences(text, "steps_ja")),
        "steps_en": reader.read("steps_en", lambda text: sentences(text, "steps_en")),
    } | _days(reader, until)


def _viewing(reader: Reader, until: date | None) -> dict[str, Any]:
    return {
        "event_ja": reader.words("event_ja", 80),
        "event_en": reader.words("event_en", 120),
        "seat_ja": reader.words("seat_ja", 60, may_be_empty=True),
        "seat_en": reader.words("seat_en", 90, may_be_empty=True),
        "people": reader.read("people", lambda text: whole("people", text, 1, 100)),
        "is_lendable": reader.typed.get("lendable") == "1",
    } | _days(reader, until)


def _tourism(reader: Reader, until: date | None) -> dict[str, Any]:
    _require_end(reader, until)
    return {
        "people": reader.read("people", lambda text: whole("people", text, 1, 1_000)),
        "minutes": reader.read("minutes", lambda text: whole("minutes", text, 1, 60 * 24 * 30)),
    }


def _days(reader: Reader, until: date | None) -> dict[str, str]:
    """From when it is used, and until when it changes hands."""
    begin, moves_until = reader.read("valid_from", day), reader.read("transfers_until", day)
    if until is not None and begin is not None and until < begin:
        reader.errors.setdefault("valid_until", Invalid("valid_until", "before_first_day"))
    if until is not None and moves_until is not None and moves_until > until:
        reader.errors.setdefault("transfers_until", Invalid("transfers_until", "after_expiry"))
    return {"valid_from": iso(begin), "transfers_until": iso(moves_until)}


def _require_end(reader: Reader, until: date | None) -> None:
    if until is None:
        reader.errors.setdefault("valid_until", Invalid("valid_until", "empty"))


_Read = Callable[[Reader, date | None], dict[str, Any]]
_OWN: dict[Kind, tuple[Callable[..., Detail], _Read]] = {
    Kind.RIGHT: (RightDetail, _right),
    Kind.PRODUCE: (ProduceDetail, _produce),
    Kind.FIRST_REFUSAL: (FirstRefusalDetail, _first_refusal),
    Kind.VIEWING: (ViewingDetail, _viewing),
    Kind.TOURISM: (TourismDetail, _tourism),
}
