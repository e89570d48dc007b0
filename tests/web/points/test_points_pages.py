"""A person's own points: balance, code, history; nobody else's."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.fixtures.points import Region
from tests.fixtures.web import SignIn


def test_pages_are_for_people_who_are_signed_in(client: FlaskClient) -> None:
    for path in ("/points", "/points/qr", "/points/history", "/points/qr/payment"):
        assert "/signin" in client.get(path).headers["Location"]


def test_who_has_no_points_is_told_how_they_come(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    assert "ポイントはまだありません" in client.get("/points").text
    assert "履歴はまだありません" in client.get("/points/history").text


def test_balance_and_history_are_ones_own(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    program, shop = region.program(), region.shop()
    me, somebody = sign_in().address, region.person()
    region.grant(program, {me: 1_200, somebody: 34_567})
    region.pay(shop, me, 200)
    page = client.get("/points").text
    assert "1,000" in page
    assert "むすびポイント" in page
    assert "薬草茶房" in page  # where they can be spent
    assert "34,567" not in page
    history = client.get("/points/history").text
    assert "くらしの応援" in history
    assert "薬草茶房" in history
    assert "34,567" not in history


def test_every_look_at_the_code_gives_a_fresh_one(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    codes = {code_in(client.get("/points/qr").text) for _ in range(3)}
    codes.add(code_in(client.get("/points/qr", headers={"HX-Request": "true"}).text))
    assert len(codes) == 4


def test_the_customers_page_tells_what_the_till_took(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    program, shop = region.program(), region.shop()
    me = sign_in().address
    region.grant(program, {me: 500})
    assert client.get("/points/qr/payment").text.strip() == ""
    region.pay(shop, me, 120)
    told = client.get("/points/qr/payment").text
    assert "薬草茶房" in told
    assert "120" in told


def test_there_is_nothing_to_sign_when_no_till_waits(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    assert client.post("/points/payments/signature").status_code == 404


def code_in(page: str) -> str:
    found = re.search(r'data-payment-code="([0-9A-Z]{12})"', page)
    assert found is not None
    return found[1]
