"""The poster's code: the customer types the amount, sees the shop and the points, presses the stamp once."""

from __future__ import annotations

import re
from datetime import timedelta

from eth_account import Account as KeyAccount
from flask.testing import FlaskClient
from sqlalchemy import func, select

from chain.ids import Address
from points.models import Payment, Tender
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from tests.web.pay.conftest import Counter

HTMX = {"HX-Request": "true"}
KEY = "a" * 32


def stamp(client: FlaskClient, counter: Counter, amount: str = "300", key: str = KEY) -> tuple[int, str]:
    answer = client.post(f"/pay/{counter.code}/payments", data={"amount": amount, "request_key": key}, headers=HTMX)
    return answer.status_code, answer.text


def test_a_stranger_signs_in_first_and_comes_back_to_the_shop(client: FlaskClient, region: Region) -> None:
    code = region.points.shop_codes.code_of(region.shop())
    assert client.get(f"/pay/{code}").headers["Location"] == f"/signin?next=%2Fpay%2F{code}"
    assert client.post(f"/pay/{code}/payments", data={"amount": "1", "request_key": KEY}).status_code == 303


def test_the_customer_sees_shop_town_and_points_before_the_stamp_and_pays_once(
    client: FlaskClient, counter: Counter
) -> None:
    asked = client.get(f"/pay/{counter.code}").text
    assert "薬草茶房" in asked
    assert "宇陀市" in asked
    key = re.search(r'name="key" value="(\w+)"', asked)
    assert key is not None
    where = f"/pay/{counter.code}/confirmation?amount=３００&key={key[1]}"
    shown = client.get(where).text
    assert "むすびポイント" in shown
    assert "700" in shown
    assert counter.left() == 1_000
    for _ in range(3):
        assert stamp(client, counter, "300", key[1])[0] == 200
    counter.region.settle()
    assert counter.left() == 700
    again = client.get(where)
    assert again.status_code == 303
    paid = client.get(again.headers["Location"]).text
    assert "支払いました" in paid
    assert "会計番号" in paid
    with counter.region.platform.db.read() as session:
        payment = session.scalar(select(Payment))
        assert payment is not None
        assert (payment.tender, payment.cashier) == (Tender.SHOP_CODE, counter.customer)


def test_the_same_amount_again_within_minutes_is_asked_about(client: FlaskClient, counter: Counter) -> None:
    stamp(client, counter)
    other = f"/pay/{counter.code}/confirmation?amount=300&key={'b' * 32}"
    assert "さきほど、同じ金額を支払っています" in client.get(other).text
    counter.region.settle()
    counter.region.platform.clock.advance(timedelta(minutes=6))  # type: ignore[attr-defined]
    assert "さきほど、同じ金額を支払っています" not in client.get(other).text


_AMOUNTS = {
    "": "入力してください",
    "０": "1以上",
    "-5": "0以上",
    "1.5": "数字だけ",
    "1001": "1,000",
    "99999999999": "大きすぎます",
}


def test_an_amount_that_cannot_be_paid_keeps_what_was_typed(client: FlaskClient, counter: Counter) -> None:
    for amount, words in _AMOUNTS.items():
        page = client.get(f"/pay/{counter.code}/confirmation", query_string={"amount": amount, "key": KEY})
        assert page.status_code in (409, 422)
        assert words in page.text
        assert f'value="{amount}"' in page.text


def test_a_key_of_somebody_elses_payment_pays_and_shows_nothing(
    client: FlaskClient, counter: Counter, sign_in: SignIn
) -> None:
    stamp(client, counter)
    sign_in(email="other@example.jp")
    assert client.get(f"/pay/{counter.code}/confirmation?amount=300&key={KEY}").status_code == 404
    assert "支払えませんでした" in stamp(client, counter)[1]
    assert client.get("/pay/payments/1").status_code == 404
    assert client.get("/pay/payments/1/receipt").status_code == 404
    assert client.get("/pay/payments/1/signature").status_code == 404


def test_a_suspended_and_an_unknown_shop_have_a_clear_page(client: FlaskClient, counter: Counter) -> None:
    assert client.get("/pay/nosuchcode").status_code == 404
    assert "お店が見つかりません" in client.get("/pay/nosuchcode").text
    counter.suspend()
    shown = client.get(f"/pay/{counter.code}")
    assert shown.status_code == 409
    assert "取り扱いは止まっています" in shown.text
    assert "取り扱いは止まっています" in stamp(client, counter)[1]
    with counter.region.platform.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Payment)) == 0


def test_a_press_without_its_token_pays_nothing(client: FlaskClient, counter: Counter) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True
    assert stamp(client, counter)[0] == 400


def test_an_own_wallet_is_led_to_its_signature(client: FlaskClient, counter: Counter, sign_in: SignIn) -> None:
    address = Address(KeyAccount.create().address)
    sign_in(address)
    counter.region.grant(counter.region.program(name="森のポイント"), {address: 500})
    answer = client.post(f"/pay/{counter.code}/payments", data={"amount": "300", "request_key": KEY}, headers=HTMX)
    where = answer.headers["HX-Redirect"]
    assert client.get(where).headers["Location"].startswith("/sign/")
