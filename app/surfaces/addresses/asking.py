"""The fields of one country, when another is chosen. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import render_template, request

from app.errors import sentence
from app.security import limiter
from app.surfaces.addresses import blueprint
from chain.errors import Invalid
from marketplace.models.addresses import FIELDS, HOME, AddressField, PostalAddress, countries, fields_of


@dataclass(slots=True)
class AddressForm:
    """`prefix` stands before each field's name, where a page asks for more than one address."""

    values: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    prefix: str = ""
    only_home: bool = False
    phone_is_needed: bool = True

    @property
    def country(self) -> str:
        found = self.values.get("country_code", "")
        return found if found in countries() and not self.only_home else HOME

    @property
    def fields(self) -> tuple[AddressField, ...]:
        return fields_of(self.country)


def form_of(address: PostalAddress | None, **more: object) -> AddressForm:
    return AddressForm(address.as_json() if address else {}, **more)  # type: ignore[arg-type]


def sent(prefix: str = "", **more: object) -> AddressForm:
    values = {name: request.values.get(prefix + name, "") for name in FIELDS}
    return AddressForm(values, prefix=prefix, **more)  # type: ignore[arg-type]


def told(errors: Mapping[str, Invalid]) -> dict[str, str]:
    return {name: sentence(error) for name, error in errors.items()}


@blueprint.post("/addresses/fields")
@limiter.limit("60 per minute")
def show_fields() -> str:
    """A fragment: what was typed goes along, so that it is not lost."""
    prefix = request.args.get("prefix", "")
    is_known = all(sign.isalnum() or sign == "_" for sign in prefix) and len(prefix) <= 20
    needs_phone = request.args.get("phone", "1") == "1"
    form = sent(prefix if is_known else "", phone_is_needed=needs_phone)
    return render_template("addresses/_fields.html", address=form)
