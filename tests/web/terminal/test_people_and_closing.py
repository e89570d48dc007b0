"""Cashiers with a PIN, corrections within the window, cash and cart, closings: as the right and the wrong person."""

from __future__ import annotations

import json
from datetime import timedelta

from flask.testing import FlaskClient

from chain.units import Yen
from tests.fixtures.web import SignIn
from tests.web.terminal.conftest import Shop
from wallet import Role

HTMX = {"HX-Request": "true"}


def test_a_cashier_corrects_own_sales_for_a_while_and_the_manager_for_ever(client: FlaskClient, shop: Shop) -> None:
    till = f"/terminal/{shop.id}"
    for name, pin in (("店長", "2580"), ("ゆき", "4711")):
        assert client.post(f"{till}/cashiers", data={"name": name, "pin": pin}).status_code == 303
    client.post(f"{till}/person/leaving")
    assert client.get(till).headers["Location"] == f"{till}/person"
    assert client.post(f"{till}/payments", data=shop.sale("300")).status_code == 303  # asks who, takes nothing
    assert "あと4回" in client.post(f"{till}/person", data={"cashier": 2, "pin": "0000"}).text
    assert client.post(f"{till}/person", data={"cashier": 2, "pin": "4711"}).status_code == 303
    client.post(f"{till}/payments", data=shop.sale("300"), headers=HTMX)
    shop.region.settle()
    key = {"request_key": "c" * 16}
    wrong = client.post(f"{till}/payments/1/corrections", data=key | {"right_amount": "400"})
    assert "足りない 100 ポイント" in wrong.text
    for _ in range(2):
        done = client.post(f"{till}/payments/1/corrections", data=key | {"right_amount": "30"})
        assert done.status_code == 303
    shop.region.settle()
    assert int(shop.region.balance(shop.customer).total) == 970
    shop.region.platform.clock.advance(timedelta(minutes=31))  # type: ignore[attr-defined]
    late = {"amount": "10", "request_key": "d" * 16}
    assert "30分以内" in client.post(f"{till}/payments/1/refunds", data=late).text
    assert client.post(f"{till}/closings").status_code == 403
    assert client.post(f"{till}/cashiers", data={"name": "x", "pin": "4712"}).status_code == 403
    client.post(f"{till}/person", data={"cashier": 1, "pin": "2580"})
    assert client.post(f"{till}/payments/1/refunds", data=late).status_code == 303
    shop.region.settle()
    closing = client.post(f"{till}/closings")
    assert closing.status_code == 303
    printed = client.get(closing.headers["Location"] + "?width=58").text
    assert "ゆき" in printed
    assert "receipt--58" in printed
    assert client.post(f"{till}/closings").status_code == 409
    for _ in range(5):
        locked = client.post(f"{till}/person", data={"cashier": 2, "pin": "0000"})
    assert "使えなくしました" in locked.text
    assert "使えなくしました" in client.post(f"{till}/person", data={"cashier": 2, "pin": "4711"}).text


def test_short_points_offer_the_rest_in_cash_and_the_cart_stands_on_the_receipt(
    client: FlaskClient, shop: Shop
) -> None:
    till = f"/terminal/{shop.id}"
    assert (
        "ポイントを全部使い、残り500円は現金で"
        in client.post(f"{till}/previews", data=shop.sale("1500"), headers=HTMX).text
    )
    item = shop.region.points.keep_items.save(shop.id, None, "薬草茶", "", Yen(600))
    lines = json.dumps([{"item": item, "quantity": 2}, {"price": 100, "quantity": 1}])
    sale = shop.sale("1300") | {"cash": "400", "lines": lines}
    wrong = client.post(f"{till}/previews", data=sale | {"amount": "1299"}, headers=HTMX)
    assert "品物を選び直して" in wrong.text
    client.post(f"{till}/payments", data=sale, headers=HTMX)
    shop.region.settle()
    assert int(shop.region.balance(shop.customer).total) == 100
    receipt = client.get(f"{till}/payments/1/receipt", follow_redirects=True).text
    for shown in ("薬草茶", "1,300円", "900", "400円"):
        assert shown in receipt
    assert client.get("/receipts/made-up").status_code == 404


def test_the_till_sees_its_own_request_paid_and_strangers_do_not(
    client: FlaskClient, shop: Shop, sign_in: SignIn
) -> None:
    till = f"/terminal/{shop.id}"
    shown = client.post(f"{till}/requests", data=shop.sale("200"), headers=HTMX)
    where = shown.headers["HX-Push-Url"]
    assert client.get(where, headers=HTMX).status_code == 204
    shop.region.points.pay_shop.pay_request(where.rpartition("/")[2], shop.customer)
    shop.region.settle()
    assert 'data-till-sound="success"' in client.get(where, headers=HTMX).text
    other = shop.region.shop("別の店")
    sign_in(roles=[(Role.MERCHANT_STAFF, str(other))], email="other@example.jp")
    for path in ("/menu", "/code", "/items", "/cashiers", "/closings", "/settings", "/person", "/incoming"):
        assert client.get(till + path).status_code == 403
    assert client.get(where).status_code == 403
