"""The front page, towns, and an item's own page."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template, request

from app.access import signed_in_account
from app.surfaces.marketplace import blueprint
from app.surfaces.marketplace.words import detail_rows, gives
from app.wiring import current_platform
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.errors import CommunityUnknown
from dao.models import Community
from marketplace.artwork.motifs import motifs_of
from marketplace.errors import TownUnknown
from marketplace.queries.listings import ListingView

LARGEST_ORDER = 10
_OTHERS = 4


@blueprint.get("/")
def front() -> str:
    page = current_platform().marketplace.pages.front()
    return render_template("marketplace/front.html", featured=page.featured, others=page.others, towns=page.towns)


@blueprint.get("/towns")
def list_towns() -> str:
    page = current_platform().marketplace.pages.front()
    return render_template("marketplace/towns.html", towns=page.towns, items=[*page.featured, *page.others])


@blueprint.get("/towns/<code>")
def show_town(code: str) -> str:
    platform = current_platform()
    page = platform.marketplace.pages.town(town_code(code))
    communities = communities_of_town(page.town.code)
    slugs = {community.slug for community in communities}
    own = {view.listing.number for view in page.listings}
    front_page = platform.marketplace.pages.front()
    joint = [
        view
        for view in (*front_page.featured, *front_page.others)
        if view.collection.community in slugs and view.listing.number not in own
    ]
    return render_template(
        "marketplace/town.html", town=page.town, items=[*joint, *page.listings], communities=communities
    )


@blueprint.get("/items/<int:number>")
def show_item(number: int) -> str:
    return item_page(number, quantity=request.args.get("quantity", 1, int))


def item_page(number: int, *, quantity: int = 1, error: str = "") -> str:
    page = current_platform().marketplace.pages.item(number, reader())
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
        detail_rows=detail_rows(collection),
        motifs=motifs_of(collection.scene),
        shares=item.split,
        community=community_of(collection.community),
        others=page.others[:_OTHERS],
        asks=current_platform().marketplace.holding.pages.asks(item.address) if item.address else [],
    )


def reader() -> Address | None:
    account = signed_in_account()
    return account.address if account else None


def most_of(item: ListingView) -> int:
    """The largest number one can choose on a page."""
    return min(item.most, LARGEST_ORDER)


def town_code(text: str) -> MunicipalityCode:
    """Raises: TownUnknown, also for what is no code at all."""
    try:
        return MunicipalityCode(text)
    except (Invalid, ValueError):
        raise TownUnknown(text) from None


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
