"""What the provider says of a person, in either of the forms that are known, and what we make of it.

`birthdate` comes as 1985-03-15 or 19850315, `address` as one string or as the object of OpenID Connect Core 5.1.1. What
is neither is refused: nobody is verified by a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from chain.ids import MunicipalityCode, contains_my_number
from wallet.errors import IdentityRefused
from wallet.oidc.places import find_place

_BIRTHDATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{4})(\d{2})(\d{2})", re.ASCII)
_OLDEST_YEARS = 130
_LONGEST = {"name": 120, "address": 300}
_JAPAN = ("", "JP", "JPN", "JAPAN", "日本", "日本国")


class AgeBand(StrEnum):
    """By completed years; `from_years` is the first of them."""

    CHILD = "child"
    YOUTH = "youth"
    YOUNG = "young"
    MIDDLE = "middle"
    LATER = "later"
    SENIOR = "senior"
    ELDER = "elder"

    @property
    def from_years(self) -> int:
        return _FROM[self]


_FROM = dict(zip(AgeBand, (0, 15, 18, 30, 45, 65, 75), strict=True))


@dataclass(frozen=True, slots=True)
class Attributes:
    name: str = field(repr=False)
    address: str = field(repr=False)
    birthdate: date = field(repr=False)
    municipality: MunicipalityCode

    def age_band(self, today: date) -> AgeBand:
        years = age(self.birthdate, today)
        return next(band for band in reversed(AgeBand) if years >= band.from_years)


def age(birthdate: date, today: date) -> int:
    return today.year - birthdate.year - ((today.month, today.day) < (birthdate.month, birthdate.day))


def read_attributes(told: Mapping[str, Any], today: date) -> Attributes:
    """Raises: IdentityRefused (attributes_missing, attributes_unreadable, lives_abroad, place_unknown)."""
    birthdate = _birthdate(told.get("birthdate"), today)
    name, address = _text(told.get("name"), "name"), _address(told.get("address"))
    place = find_place(address)
    if place is None:
        raise IdentityRefused("place_unknown")
    return Attributes(name, address, birthdate, place.code)


def _birthdate(told: object, today: date) -> date:
    if told in (None, ""):
        raise IdentityRefused("attributes_missing")
    found = _BIRTHDATE.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        raise IdentityRefused("attributes_unreadable")
    try:
        day = date(*(int(part) for part in found.groups() if part is not None))
    except ValueError as error:
        raise IdentityRefused("attributes_unreadable") from error
    if not today.year - _OLDEST_YEARS <= day.year or day > today:
        raise IdentityRefused("attributes_unreadable")
    return day


def _address(told: object) -> str:
    if not isinstance(told, Mapping):
        address = _text(told, "address")
        if address.startswith("国外転出"):
            raise IdentityRefused("lives_abroad")
        return address
    country = told.get("country", "")
    if not isinstance(country, str) or country.strip().upper() not in _JAPAN:
        raise IdentityRefused("lives_abroad" if isinstance(country, str) else "attributes_unreadable")
    if told.get("formatted"):
        return _address(told["formatted"])
    parts = [told.get(part) or "" for part in ("region", "locality", "street_address")]
    if not all(isinstance(part, str) for part in parts):
        raise IdentityRefused("attributes_unreadable")
    return _text("".join(parts), "address")


def _text(told: object, what: str) -> str:
    if told is None:
        raise IdentityRefused("attributes_missing")
    if not isinstance(told, str):
        raise IdentityRefused("attributes_unreadable")
    text = " ".join(unicodedata.normalize("NFKC", told).split())
    if not text:
        raise IdentityRefused("attributes_missing")
    if len(text) > _LONGEST[what] or contains_my_number(text):
        raise IdentityRefused("attributes_unreadable")
    return text
