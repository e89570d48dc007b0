"""Pages of prize draws: an officer writes and publishes one, a person enters with points, others are refused."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from eth_account import Account as KeyAccount
from flask.testing import FlaskClient

from chain.clock import JST
from chain.ids import Address
from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role


def local(when: datetime) -> str:
    return when.astimezone(JST).strftime("%Y-%m-%dT%H:%M")


def form(region: Region, shop: int, **changed: object) -> dict[str, object]:
    now = region.platform.clock.now()
    given = {
        "title_ja": "新米が当たる抽選", "merchant_id": str(shop), "price": "100", "tickets_each": "2",
        "opens_at": local(now - timedelta(minutes=5)), "closes_at": local(now + timedelta(days=1)),
        "prize_ja": ["新米10kg", ""], "prize_en": ["", ""], "prize_count": ["2", "1"],
    }  # fmt: skip
    return given | changed


def as_officer(sign_in: SignIn, region: Region) -> None:
    sign_in(region.officer)


def key_in(page: str) -> str:
    found = re.search(r'name="request_key" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_a_draw_is_written_published_and_entered(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    shop = region.shop("宇陀市観光協会")
    as_officer(sign_in, region)
    console = f"/console/{UDA}/draws"
    assert "抽選はまだありません" in client.get(console).text
    more = client.post(console, data=form(region, shop, more="1"))
    assert more.text.count('name="prize_ja"') == 5
    assert "新米10kg" in more.text
    wrong = client.post(console, data=form(region, shop, price="0", prize_count=["たくさん", "1"]))
    assert wrong.status_code == 422
    assert "新米が当たる抽選" in wrong.text
    sent = client.post(console, data=form(region, shop))
    assert sent.status_code == 303
    draw_id = int(sent.location.rsplit("/", 1)[1])
    assert client.get(f"/draws/{draw_id}").status_code == 404  # a draft is nobody's but the officers'
    client.post(f"{sent.location}/publication")
    assert client.post(f"{sent.location}", data=form(region, shop)).status_code == 409

    me = sign_in().address
    region.grant(region.program(), {me: 1_000})
    page = client.get(f"/draws/{draw_id}").text
    assert "新米10kg" in page
    assert "1,000" in page
    assert "新米が当たる抽選" in client.get("/draws").text
    key = key_in(page)
    for _ in range(2):
        assert client.post(f"/draws/{draw_id}/entries", data={"tickets": "2", "request_key": key}).status_code == 303
    region.settle()
    assert int(region.balance(me).total) == 800
    assert "お一人の上限まで応募しました" in client.get(f"/draws/{draw_id}").text
    refused = client.post(f"/draws/{draw_id}/entries", data={"tickets": "x", "request_key": key})
    assert refused.status_code == 422


def test_who_keeps_the_own_key_signs_the_entry(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    shop = region.shop()
    as_officer(sign_in, region)
    address = client.post(f"/console/{UDA}/draws", data=form(region, shop)).location
    client.post(f"{address}/publication")
    draw_id = int(address.rsplit("/", 1)[1])
    me = sign_in(Address(KeyAccount.create().address)).address
    region.grant(region.program(), {me: 500})
    key = key_in(client.get(f"/draws/{draw_id}").text)
    sent = client.post(f"/draws/{draw_id}/entries", data={"tickets": "1", "request_key": key})
    assert "100ポイント" in client.get(sent.location).text


def test_only_officers_of_the_town_write_draws(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    shop = region.shop()
    as_officer(sign_in, region)
    address = client.post(f"/console/{UDA}/draws", data=form(region, shop)).location
    sign_in(roles=[(Role.OFFICER, MUKAWA)])
    assert client.get(f"/console/{UDA}/draws").status_code == 403
    assert client.post(f"{address}/publication").status_code == 403
    assert client.get(address.replace(UDA, MUKAWA)).status_code == 404
    assert client.post(f"{address.replace(UDA, MUKAWA)}/publication").status_code == 404
    client.delete_cookie("musubi_signin")
    assert "/signin" in client.post("/draws/1/entries", data={}).location
