"""The list, the map's pins and the page of a shop, for people who are not signed in."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import JST, FixedClock
from points.models import MerchantCategory
from points.models.merchant_form import read_form
from points.services.register_merchant import MerchantEntry
from tests.fixtures.catalogue import put_towns
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn

DAILY = {f"hours_{day}": "9:00-18:00" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
NIGHTLY = {f"hours_{day}": "18:00-26:00" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def register(region: Region, name: str, category: MerchantCategory, about: dict[str, str]) -> int:
    shop = read_form({"name_ja": name, "category": category.value, **about}).or_refuse().shop
    entry = MerchantEntry(name, "", category, f"{category.value}@example.jp")
    asked = region.points.register_merchant.prepare(UDA, region.officer, entry, shop)
    region.points.register_merchant.complete(asked.subject, region.sign(asked))
    return int(asked.subject)


@pytest.fixture
def shops(region: Region) -> dict[str, int]:
    place = {"latitude": "34.52", "longitude": "135.95", "address": "宇陀市大宇陀"}
    made = {
        "薬草茶房": register(
            region, "薬草茶房", MerchantCategory.FOOD, {**DAILY, **place, "description_ja": "葛の菓子"}
        ),
        "夜の居酒屋": register(
            region, "夜の居酒屋", MerchantCategory.SERVICE, {**NIGHTLY, "web": "izakaya.example.jp"}
        ),
    }
    region.settle()
    return made


def pins(text: str) -> list[dict[str, str]]:
    found = re.search(r"<script type=\"application/json\" data-map-pins[^>]*>(.*?)</script>", text)
    return [] if found is None else list(json.loads(found.group(1)))


def names(text: str) -> set[str]:
    return {name for name in ("薬草茶房", "夜の居酒屋") if f">{name}</a>" in text}


def test_anybody_filters_the_list_and_the_map_shows_the_same(
    client: FlaskClient, shops: dict[str, int], platform: Platform
) -> None:
    everything = client.get("/shops")
    assert names(everything.text) == {"薬草茶房", "夜の居酒屋"}
    assert [pin["href"] for pin in pins(everything.text)] == [f"/shops/{shops['薬草茶房']}"]
    assert "https://cyberjapandata.gsi.go.jp" in everything.headers["Content-Security-Policy"]
    put_towns(platform.db)
    town = client.get(f"/towns/{UDA}")
    assert [pin["href"] for pin in pins(town.text)] == [f"/shops/{shops['薬草茶房']}"]
    assert "https://cyberjapandata.gsi.go.jp" in town.headers["Content-Security-Policy"]
    assert names(client.get("/shops?q=葛").text) == {"薬草茶房"}
    assert names(client.get("/shops?category=service").text) == {"夜の居酒屋"}
    assert names(client.get("/shops?town=999999").text) == set()
    assert "条件をはずす" in client.get("/shops?q=ない").text


def test_open_now_follows_the_clock_past_midnight(
    client: FlaskClient, region: Region, shops: dict[str, int], clock: FixedClock
) -> None:
    today = clock.now().astimezone(JST)
    one_at_night = datetime(today.year, today.month, today.day, 1, 0, tzinfo=JST) + timedelta(days=1)
    clock.advance(one_at_night - clock.now())
    assert names(client.get("/shops?open=1").text) == {"夜の居酒屋"}
    clock.advance(timedelta(hours=9))
    assert names(client.get("/shops?open=1").text) == {"薬草茶房"}


def test_a_person_sees_the_shops_that_take_their_points(
    client: FlaskClient, region: Region, shops: dict[str, int], sign_in: SignIn
) -> None:
    holder = sign_in(email="hana@example.jp").address
    assert names(client.get("/shops?mine=1").text) == set()
    region.grant(region.program(name="くらし応援"), {holder: 100})
    assert names(client.get("/shops?mine=1").text) == {"薬草茶房", "夜の居酒屋"}
    page = client.get(f"/shops/{shops['夜の居酒屋']}").text
    assert "くらし応援" in page and "18:00–26:00" in page and 'href="https://izakaya.example.jp"' in page


def test_a_suspended_shop_is_not_shown(client: FlaskClient, region: Region, shops: dict[str, int]) -> None:
    shop = shops["薬草茶房"]
    suspending = region.points.suspend_merchant
    asked = suspending.prepare(UDA, region.officer, shop, "長期の休業のため", is_suspended=True)
    suspending.complete(asked.subject, region.sign(asked), region.officer)
    region.settle()
    assert client.get(f"/shops/{shop}").status_code == 404
    assert names(client.get("/shops").text) == {"夜の居酒屋"}
