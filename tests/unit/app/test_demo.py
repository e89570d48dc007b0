"""The demonstration's own facts, before any of it is loaded."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations

from app.demo.accounts import CASHIERS, lines
from app.demo.desk import BRIDGE, MISO
from app.demo.places import PLACES
from app.demo.regions import SHOPS
from marketplace.models import Kind
from marketplace.models.selling import read_offer

_SAME_TOWN = 0.5  # degrees; the widest of these towns is Shizuoka


def test_every_shop_has_a_place_that_its_form_would_take() -> None:
    assert {shop.name_ja for shop in SHOPS} == set(PLACES)
    for number, place in enumerate(PLACES.values()):
        kept = place.entry(number + 1).checked()
        assert kept.hours.is_known or kept.hours_note


def test_shops_of_a_town_are_near_each_other_and_not_on_one_spot() -> None:
    for one, other in combinations(SHOPS, 2):
        here, there = PLACES[one.name_ja], PLACES[other.name_ja]
        apart = abs(float(here.latitude) - float(there.latitude)), abs(float(here.longitude) - float(there.longitude))
        assert max(apart) > 0.0005
        assert one.municipality != other.municipality or max(apart) < _SAME_TOWN


def test_who_tries_the_till_is_told_its_pins() -> None:
    told = "\n".join(lines())
    assert all(one.pin in told and one.name in told for one in CASHIERS)


def test_what_the_selling_desk_shows_is_complete() -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)
    for kind, typed in ((Kind.RIGHT, BRIDGE), (Kind.TOURISM, MISO)):
        reading = read_offer(kind, typed | {"valid_until": "2027-06-30"}, [["town", "100"]], ["town"], now)
        assert reading.errors == {}
