"""What countries call the parts of an address, and the countries by name."""

from __future__ import annotations

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import language
from app.surfaces.addresses import blueprint
from marketplace.models.addresses import HOME, AddressField, countries

_FIELDS = {
    "name": _l("お名前"),
    "company_name": _l("会社や団体の名前"),
    "street_address": _l("番地・通り・建物"),
    "sorting_code": _l("仕分けコード（CEDEXなど）"),
}
_CODES = {"postal": _l("郵便番号"), "zip": _l("ZIPコード"), "pin": _l("PINコード"), "eircode": _l("Eircode")}
_PLACES = {
    "area": _l("地域"),
    "city": _l("市・町"),
    "county": _l("郡（County）"),
    "department": _l("県（Department）"),
    "district": _l("地区"),
    "do_si": _l("道・市"),
    "emirate": _l("首長国"),
    "island": _l("島"),
    "neighborhood": _l("地区（Neighborhood）"),
    "oblast": _l("州（Oblast）"),
    "parish": _l("教区（Parish）"),
    "post_town": _l("郵便の町（Post town）"),
    "prefecture": _l("都道府県"),
    "province": _l("省・州"),
    "state": _l("州"),
    "suburb": _l("区・地区"),
    "townland": _l("タウンランド"),
    "village_township": _l("村・町"),
}


@blueprint.app_template_filter("address_label")
def address_label(field: AddressField, country: str) -> str:
    if field.name == "street_address" and country == HOME:
        return str(_("市区町村・番地・建物"))
    if field.name == "postal_code":
        return str(_CODES.get(field.words, _CODES["postal"]))
    return str(_FIELDS.get(field.name) or _PLACES.get(field.words) or _PLACES["area"])


@blueprint.app_template_filter("address_choices")
def address_choices(field: AddressField) -> list[tuple[str, str]]:
    """One line a place: in Japanese as it is written there, in English by Latin letters where the data has them."""
    shown: dict[str, str] = {}
    for value, name in field.choices:
        known = shown.get(value)
        if known is None or name.isascii() == (language() == "en"):
            shown[value] = name
    return [("", str(_("選んでください"))), *shown.items()]


@blueprint.app_template_filter("country_words")
def country_words(code: str) -> str:
    return str(Locale.parse(language()).territories.get(code, code))


@blueprint.app_template_global("country_choices")
def country_choices() -> list[tuple[str, str]]:
    """Japan first, then the rest of the world by name."""
    others = sorted(((code, country_words(code)) for code in countries() if code != HOME), key=lambda pair: pair[1])
    return [(HOME, country_words(HOME)), *others]
