"""The front page, towns, and an item's own page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.access import signed_in_account
from app.surfaces.catalogue.keeping import kept_choices, page_for_visitor
from app.surfaces.deliveries.words import first_delivery
from app.surfaces.marketplace import blueprint
from app.surfaces.marketplace.audience import audience_of_listing
from app.surfaces.marketplace.codes import town_code
from app.surfaces.marketplace.linked import product_facts
from app.surfaces.marketplace.place import where_of
from app.surfaces.marketplace.words import detail_rows, gives
from app.surfaces.shops.browsing import shop_pin
from app.wiring import current_platform
from chain.ids import Address, MunicipalityCode
from dao.errors import CommunityUnknown
from dao.models import Community
from marketplace.artwork.motifs import motifs_of
from marketplace.queries.catalogue.cards import Card
from marketplace.queries.catalogue.search import Sale, Search
from marketplace.queries.listings import ListingView
from marketplace.queries.lotteries.pages import lottery_of_listing
from points.analytics.wellbeing.pages import has_published
from points.queries.shop_map import all_shops

LARGEST_ORDER = 10
_ON_FRONT = 8
_OTHERS = 4
_FEW = 4


@blueprint.get("/")
def front() -> Response:
    return page_for_visitor(_front)


def _front(**values: Any) -> str:
    catalogue = current_platform().marketplace.catalogue
    return render_template(
        "marketplace/front.html",
        now=catalogue.find(Search(sale=Sale.NOW)).cards[:_ON_FRONT],
        soon=catalogue.find(Search(sale=Sale.SOON)).cards[:_OTHERS],
        kinds=kept_choices().kinds,
        towns=catalogue.towns(),
        **values,
    )


@blueprint.get("/towns")
def list_towns() -> Response:
    return page_for_visitor(_towns)


def _towns(**values: Any) -> str:
    catalogue = current_platform().marketplace.catalogue
    items = catalogue.find(Search()).cards[:_ON_FRONT]
    return render_template("marketplace/towns.html", towns=catalogue.towns(), items=items, **values)


@blueprint.get("/towns/<code>")
def show_town(code: str) -> str:
    platform = current_platform()
    town = platform.marketplace.pages.town_words(town_code(code))
    communities = communities_of_town(town.code)
    cards = platform.marketplace.catalogue.of_town(town.code, [community.slug for community in communities])
    with platform.db.read() as session:
        is_paused = platform.municipalities.is_paused(session, town.code)
        shops = [shop for shop in all_shops(session) if shop.municipality == town.code]
        has_indicators = has_published(session, town.code)
    return render_template(
        "marketplace/town.html",
        town=town,
        is_paused=is_paused,
        sections=_by_kind(cards),
        received=platform.marketplace.catalogue.received_by(town.code),
        communities=communities,
        surveys=platform.dao.surveys.pages.open_in(town.code),
        shops=shops,
        pins=[shop_pin(shop) for shop in shops if shop.is_on_map],
        has_indicators=has_indicators,
    )


def _by_kind(cards: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    """The kind of what is featured most stands first. A few things need no sections: ("", all of them)."""
    if len(cards) <= _FEW:
        return [("", list(cards))] if cards else []
    sections: dict[str, list[Card]] = {}
    for card in cards:
        sections.setdefault(card.kind, []).append(card)
    return list(sections.items())


@blueprint.get("/items/<int:number>")
def show_item(number: int) -> str | AnyResponse:
    platform = current_platform()
    with platform.db.read() as session:
        lottery = lottery_of_listing(session, number)
    if lottery is not None:
        return redirect(url_for("lotteries.show_lottery", number=lottery))
    return item_page(number, quantity=request.args.get("quantity", 1, int))


def item_page(number: int, *, quantity: int = 1, error: str = "") -> str:
    platform = current_platform()
    page = platform.marketplace.pages.item(number, reader())
    item, collection = page.item, page.item.collection
    return render_template(
        "marketplace/item.html",
        item=item,
        listing=item.listing,
        collection=collection,
        town=collection.town,
        most=most_of(item),
        quantity=quantity,
        error=error,
        gives=gives(collection),
        detail_rows=[*detail_rows(collection), *first_delivery(collection)],
        motifs=motifs_of(collection.scene),
        shares=item.split,
        community=community_of(collection.community),
        others=_others(collection.municipality, number),
        sales=platform.marketplace.catalogue.sales_of(number),
        points_price=platform.marketplace.for_points.pages.price(number, reader()),
        asks=platform.marketplace.holding.pages.asks(item.address) if item.address else [],
        is_paused=_is_paused(collection.municipality),
        pins=_pins(collection.municipality),
        where=where_of(collection),
        facts=product_facts(item),
        audience=audience_of_listing(item, reader()),
    )


def _others(town: MunicipalityCode, number: int) -> list[Card]:
    cards = current_platform().marketplace.catalogue.of_town(town, most=_OTHERS + 1)
    return [card for card in cards if card.subject != f"listing:{number}"][:_OTHERS]


def _pins(code: MunicipalityCode) -> list[dict[str, str]]:
    """Shops of the town on the map."""
    with current_platform().db.read() as session:
        return [shop_pin(shop) for shop in all_shops(session) if shop.municipality == code and shop.is_on_map]


def _is_paused(code: MunicipalityCode) -> bool:
    platform = current_platform()
    with platform.db.read() as session:
        return platform.municipalities.is_paused(session, code)


def reader() -> Address | None:
    account = signed_in_account()
    return account.address if account else None


def most_of(item: ListingView) -> int:
    """The largest number one can choose on a page."""
    return min(item.most, LARGEST_ORDER)


def communities_of_town(code: MunicipalityCode) -> Sequence[Community]:
    cards = current_platform().dao.pages.communities()
    return [card.community for card in cards if str(code) in card.community.towns]


def community_of(slug: str) -> Community | None:
    """None when the collection votes in none, or the community is not open yet."""
    if not slug:
        return None
    try:
        return current_platform().dao.pages.community(slug).community
    except CommunityUnknown:
        return None
