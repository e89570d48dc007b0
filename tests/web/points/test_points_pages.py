"""A person's own points: balance, code, history; nobody else's."""

from __future__ import annotations

import re
from datetime import timedelta

from eth_account import Account as KeyAccount
from flask.testing import FlaskClient

from chain.ids import Address
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
    assert "使えるお店 1軒" in page
    assert "34,567" not in page
    history = client.get("/points/history").text
    assert "くらしの応援" in history
    assert "薬草茶房" in history
    assert "34,567" not in history
    receipt = re.search(r"/pay/payments/\d+/receipt", history)
    assert receipt is not None
    assert "薬草茶房" in client.get(receipt[0], follow_redirects=True).text


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


def test_who_signs_in_a_wallet_of_their_own_is_asked_on_the_page_of_the_code(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    program, shop = region.program(), region.shop()
    me = sign_in(Address(KeyAccount.create().address)).address
    region.grant(program, {me: 500})
    region.points.charge_customer.charge(region.sale(shop, me, 120))
    assert "薬草茶房 が 120ポイント を求めています" in client.get("/points/qr/payment").text
    sent = client.post("/points/payments/signature")
    assert sent.status_code == 303
    asked = client.get(sent.location).text
    assert "薬草茶房" in asked
    assert "120ポイント" in asked
    assert int(region.balance(me).total) == 380  # kept back while the till waits


def test_nobody_signs_or_sees_what_a_till_asks_of_somebody_else(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    program, shop = region.program(), region.shop()
    other = sign_in(Address(KeyAccount.create().address)).address
    region.grant(program, {other: 500})
    region.points.charge_customer.charge(region.sale(shop, other, 120))
    sign_in(email="somebody@example.jp")
    assert client.get("/points/qr/payment").text.strip() == ""
    assert client.post("/points/payments/signature").status_code == 404


def test_a_payment_that_failed_says_so_with_its_reason(client: FlaskClient, region: Region, sign_in: SignIn) -> None:
    program, shop = region.program(), region.shop()
    me = sign_in(Address(KeyAccount.create().address)).address
    region.grant(program, {me: 500})
    region.points.charge_customer.charge(region.sale(shop, me, 120))
    region.platform.clock.advance(timedelta(minutes=4))  # type: ignore[attr-defined]
    told = client.get("/points/qr/payment").text
    assert "支払いは成立しませんでした" in told
    assert "署名が時間内にありませんでした" in told
    assert int(region.balance(me).total) == 500


def test_the_code_comes_alone_for_htmx_and_is_drawn_with_the_letters_beneath(
    client: FlaskClient, sign_in: SignIn
) -> None:
    account = sign_in()
    page = client.get("/points/qr").text
    assert account.member_number in page
    fragment = client.get("/points/qr", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment
    assert "<svg" in fragment
    code = code_in(fragment)
    assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in fragment


def test_the_soonest_expiry_stands_first_and_is_marked_when_near(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    me = sign_in().address
    late, soon = region.program(name="秋のポイント"), region.program(name="春のポイント")
    region.grant(late, {me: 800}, expires_in=90)
    region.grant(soon, {me: 200}, expires_in=5)
    page = client.get("/points").text
    assert page.index("春のポイント") < page.index("秋のポイント")
    assert "あと5日" in page
    assert "あと90日" not in page


def test_older_history_is_a_page_away_and_a_page_that_is_none_is_empty(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    me = sign_in().address
    region.grant(region.program(), {me: 100})
    assert client.get("/points/history?page=0").status_code == 200
    assert "履歴はまだありません" in client.get("/points/history?page=99").text
    assert client.get("/points/history?page=x").status_code == 200


def test_a_press_without_its_token_asks_for_no_signature(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    client.application.config["WTF_CSRF_ENABLED"] = True
    assert client.post("/points/payments/signature").status_code == 400


def code_in(page: str) -> str:
    found = re.search(r'data-payment-code="([0-9A-Z]{12})"', page)
    assert found is not None
    return found[1]
