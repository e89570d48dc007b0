"""Words of the search for people, and the things its templates ask for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.i18n import day, language, localized, moment, yen
from app.surfaces.catalogue import blueprint
from app.surfaces.catalogue.asked import Asked
from app.surfaces.marketplace.words import KINDS
from marketplace.artwork.gallery import DRAWINGS
from marketplace.models import Kind, SaleState
from marketplace.queries.catalogue.cards import Card
from marketplace.queries.catalogue.pages import Choices

SALES = {
    "": _l("すべて"),
    "now": _l("いま買えるもの"),
    "soon": _l("まもなく販売"),
    "past": _l("完売・終わったもの"),
}
SORTS = {
    "featured": _l("おすすめ順"),
    "newest": _l("新しい順"),
    "cheapest": _l("安い順"),
    "dearest": _l("高い順"),
}


_SCENES = {
    "ambassador_card": "sword",
    "right": "vacant_house",
    "tourism": "waterfall",
    "naming": "kabuki_stage",
    "donation": "sunflowers",
    "stay": "mountains",
    "ticket": "ferry",
    "resident_card": "wide_fields",
}


@blueprint.app_template_filter("card_picture_address")
def picture_address(card: Card) -> str:
    """Drawn pictures carry the version of our drawings, so that a browser keeps them; without a picture, the kind's."""
    if not card.picture:
        return url_for("marketplace.draw_scene", name=kind_scene(card.kind))
    return f"{card.picture}?v={DRAWINGS}" if card.picture.startswith("/artwork/") else card.picture


@blueprint.app_template_global("drawn_card")
def drawn_card(card: Card, heading: str = "h3", lazy: bool = True) -> Markup:
    """A card as lists show it; without `lazy` its picture is wanted at once."""
    drawn = _drawn(card, heading, language())
    return drawn if lazy else drawn.replace(' loading="lazy"', "", 1)


@lru_cache(maxsize=20_000)  # all that it shows is in its key
def _drawn(card: Card, heading: str, _language: str) -> Markup:
    macros: Any = current_app.jinja_env.get_template("catalogue/_card.html").module
    return Markup(macros.catalogue_card(card, heading))  # noqa: S704 - a template's own output  # nosec B704


@blueprint.app_template_filter("card_line")
def card_line(card: Card) -> str:
    """The one thing about it that a visitor should know now; may be empty."""
    if card.state is SaleState.UPCOMING:
        return str(_("%(moment)sから", moment=moment(card.opens_at)))
    if card.state is not SaleState.ON_SALE:
        return ""
    if card.kind == Kind.NAMING:
        return str(_("入札を受け付けています"))
    if card.kind == Kind.DONATION and card.closes_at is not None:
        return str(_("%(moment)sまで支援できます", moment=moment(card.closes_at)))
    if card.left is not None:
        return str(_("残り%(left)s", left=card.left))
    if card.closes_at is not None:
        return str(_("%(moment)sまで販売", moment=moment(card.closes_at)))
    return str(_("%(day)sまで使えます", day=day(card.last_day))) if card.last_day else ""


@blueprint.app_template_filter("kind_scene")
def kind_scene(kind: str) -> str:
    """The drawing that stands for a kind."""
    return _SCENES.get(kind, "mountains")


@blueprint.app_template_filter("kind_name")
def kind_name(kind: str) -> str:
    return str(next((words for known, words in KINDS.items() if known == kind), kind))


def chips(asked: Asked, choices: Choices) -> Sequence[tuple[str, str]]:
    """Each condition in words, and the same search without it."""
    towns = {town.code: town for town in choices.towns}
    prefectures = dict(choices.prefectures)
    read = asked.search
    shown = {
        "q": str(_("「%(words)s」", words=asked.values.get("q", ""))),
        "town": localized(towns[read.town], "name") if read.town in towns else read.town,
        "prefecture": _prefecture(read.prefecture, prefectures),
        "kind": kind_name(read.kind),
        "from": str(_("%(day)sから", day=day(read.first_day))) if read.first_day else "",
        "to": str(_("%(day)sまで", day=day(read.last_day))) if read.last_day else "",
        "price_from": str(_("%(price)s以上", price=yen(read.price_from))) if read.price_from is not None else "",
        "price_to": str(_("%(price)s以下", price=yen(read.price_to))) if read.price_to is not None else "",
        "sale": str(SALES[read.sale]) if read.sale else "",
    }
    return [(shown[name], asked.address(without=name)) for name in asked.conditions if shown[name]]


def _prefecture(name: str, known: dict[str, str]) -> str:
    return known.get(name, name) if language() == "en" else name
