"""Everything about a shop as one person types it: an applicant's form, an officer's, a row of a list. Every field that
is wrong is named, so that nobody corrects one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from chain.errors import Invalid
from chain.ids import MunicipalityCode, contains_my_number
from points.models.merchant import MerchantCategory
from points.models.opening_hours import DAYS, HOLIDAY, OpeningHours, Span, read_spans, spans_typed
from points.models.payout_account import Business, PayoutEntry
from points.models.shop import ShopEntry, ShopProfile, degrees

HOURS = tuple(f"hours_{day}" for day in DAYS)
NAMES = ("name_ja", "name_en", "category")
PLACE = (
    "address", "latitude", "longitude", *HOURS, "hours_note", "phone", "web", "description_ja", "description_en",
    "contact",
)  # fmt: skip
PAYOUT = ("bank_code", "branch_code", "kind", "number", "holder", "business", "invoice_number")
FORM = (*NAMES, "municipality", *PLACE, *PAYOUT)
_TYPED_PAYOUT = ("bank_code", "branch_code", "number", "holder", "invoice_number")
_NAME_LENGTH = 100

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class ShopForm:
    """What was read. `payout` is None when nothing of it was typed; a part with errors holds what could be read."""

    name_ja: str
    name_en: str
    category: MerchantCategory
    municipality: MunicipalityCode | None
    shop: ShopEntry | None
    payout: PayoutEntry | None
    errors: tuple[Invalid, ...]

    def or_refuse(self) -> ShopForm:
        """Raises: Invalid, the first."""
        if self.errors:
            raise self.errors[0]
        return self


def read_form(typed: Mapping[str, str], *, needs_payout: bool = False) -> ShopForm:
    errors: list[Invalid] = []

    def tried(reader: Callable[[], Read]) -> Read | None:
        try:
            return reader()
        except Invalid as error:
            errors.append(error)
            return None

    name_ja = tried(lambda: _name("name_ja", typed.get("name_ja", ""), is_needed=True))
    name_en = tried(lambda: _name("name_en", typed.get("name_en", "")))
    category = tried(lambda: _category(typed.get("category", "")))
    town = tried(lambda: MunicipalityCode(typed["municipality"])) if typed.get("municipality") else None
    hours = OpeningHours({day: spans for day in DAYS if (spans := tried(partial(_spans, typed, day))) is not None})
    shop = tried(lambda: _shop(typed, hours).checked())
    is_typed = needs_payout or any(typed.get(name, "").strip() for name in _TYPED_PAYOUT)
    payout = tried(lambda: read_payout(typed).checked()) if is_typed else None
    return ShopForm(name_ja or "", name_en or "", category or MerchantCategory.OTHER, town, shop, payout, tuple(errors))


def read_payout(typed: Mapping[str, str]) -> PayoutEntry:
    kind, business = typed.get("kind", ""), typed.get("business", "")
    return PayoutEntry(
        bank_code=typed.get("bank_code", ""),
        branch_code=typed.get("branch_code", ""),
        kind=int(kind) if kind in ("1", "2", "4") else 0,
        number=typed.get("number", ""),
        holder=typed.get("holder", ""),
        business=Business(business) if business in set(Business) else Business.CORPORATION,
        invoice_number=typed.get("invoice_number", ""),
    )


def typed_shop(profile: ShopProfile | None, contact: str) -> dict[str, str]:
    """A kept shop as it stands in the form again."""
    if profile is None:
        return {}
    hours = OpeningHours.loaded(profile.hours)
    days = {f"hours_{day}": spans_typed(spans) or "休" for day, spans in hours.days.items()}
    return {
        "address": profile.address,
        "latitude": degrees(profile.latitude_micro),
        "longitude": degrees(profile.longitude_micro),
        **days,
        "hours_note": profile.hours_note,
        "phone": profile.phone,
        "web": profile.web,
        "description_ja": profile.description_ja,
        "description_en": profile.description_en,
        "contact": contact,
    }


def _spans(typed: Mapping[str, str], day: str) -> tuple[Span, ...] | None:
    """None: nothing to keep. A holiday left empty is like the weekday it falls on; 休 there is closed."""
    text = typed.get(f"hours_{day}", "")
    spans = read_spans(text, f"hours_{day}")
    return spans if spans or (day == HOLIDAY and text.strip()) else None


def _shop(typed: Mapping[str, str], hours: OpeningHours) -> ShopEntry:
    return ShopEntry(
        **{name: typed.get(name, "") for name in PLACE if name not in HOURS},
        hours=hours,
    )


def _name(field: str, text: str, *, is_needed: bool = False) -> str:
    shown = text.strip()
    if is_needed and not shown:
        raise Invalid(field, "empty")
    if len(shown) > _NAME_LENGTH:
        raise Invalid(field, "too_long")
    if contains_my_number(shown):
        raise Invalid(field, "my_number")
    return shown


def _category(text: str) -> MerchantCategory:
    if text not in set(MerchantCategory):
        raise Invalid("category", "unknown")
    return MerchantCategory(text)
