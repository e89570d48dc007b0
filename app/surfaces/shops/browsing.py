"""The list and the map of shops, and the page of one. Nobody has to sign in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request
from sqlalchemy.orm import Session

from app.access import signed_in_account
from app.i18n import localized
from app.surfaces.console.words import CATEGORIES
from app.surfaces.shops import blueprint
from app.wiring import current_platform
from chain.clock import business_date
from points.queries.balances import holder_balance
from points.queries.shop_map import ShopPlace, accepted_programs, all_shops, find_shop, shops_accepting


@dataclass(frozen=True, slots=True)
class Filters:
    """`is_mine`: only shops that take points the person holds."""

    town: str
    category: str
    words: str
    is_open: bool
    is_mine: bool

    @property
    def is_any(self) -> bool:
        return bool(self.town or self.category or self.words or self.is_open or self.is_mine)

    def matches(self, place: ShopPlace, now: datetime) -> bool:
        return (
            self.town in ("", str(place.municipality))
            and self.category in ("", place.category.value)
            and _comparable(self.words) in _comparable(_searched(place))
            and (not self.is_open or place.is_open(now))
        )


@blueprint.get("/shops")
def show_shops() -> str:
    platform, given = current_platform(), request.args
    now = platform.clock.now()
    filters = Filters(
        town=given.get("town", ""),
        category=given.get("category", ""),
        words=given.get("q", "").strip()[:100],
        is_open=given.get("open") == "1",
        is_mine=given.get("mine") == "1" and signed_in_account() is not None,
    )
    with platform.db.read() as session:
        known = all_shops(session)
        found = _mine(session, now) if filters.is_mine else known
        towns = platform.municipalities.by_code(session, {place.municipality for place in known})
    places = [place for place in found if filters.matches(place, now)]
    return render_template(
        "shops/shops.html",
        places=places,
        pins=[shop_pin(place) for place in places if place.is_on_map],
        is_open={place.id: place.is_open(now) for place in places if place.hours.is_known},
        filters=filters,
        towns=towns,
        categories=[("", ""), *CATEGORIES.items()],
    )


@blueprint.get("/shops/<int:merchant_id>")
def show_shop(merchant_id: int) -> str:
    platform = current_platform()
    now = platform.clock.now()
    with platform.db.read() as session:
        place = find_shop(session, merchant_id)
        towns = platform.municipalities.by_code(session, {place.municipality})
        programs = accepted_programs(session, place.municipality, business_date(now))
    return render_template(
        "shops/shop.html",
        place=place,
        pins=[shop_pin(place)] if place.is_on_map else [],
        is_open=place.is_open(now) if place.hours.is_known else None,
        towns=towns,
        programs=programs,
    )


def _mine(session: Session, now: datetime) -> Sequence[ShopPlace]:
    account = signed_in_account()
    assert account is not None
    return shops_accepting(session, {one.area_id for one in holder_balance(session, account.address, now).programs})


def shop_pin(place: ShopPlace) -> dict[str, str]:
    return {
        "name": localized(place, "name"),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "category": str(CATEGORIES[place.category]),
        "href": f"/shops/{place.id}",
    }


def _searched(place: ShopPlace) -> str:
    names = (place.name_ja, place.name_en)
    return " ".join([*names, place.address, place.description_ja, place.description_en])


def _comparable(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
