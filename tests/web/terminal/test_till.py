"""The till's pages: whose they are, what a sale needs, that a repeated press charges once, and giving back."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from tests.web.terminal.conftest import Shop

HTMX = {"HX-Request": "true"}


def test_a_stranger_is_led_to_sign_in_and_a_fan_is_refused(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    merchant = region.shop()
    assert "/signin" in client.get(f"/terminal/{merchant}").headers["Location"]
    sign_in(email="fan@example.jp")
    for path in ("", "/day", "/payments/1", "/payments/1/refund"):
        assert client.get(f"/terminal/{merchant}{path}").status_code == 403


def test_staff_of_another_shop_take_and_see_nothing_here(client: FlaskClient, shop: Shop) -> None:
    other = shop.region.shop("別の店")
    payment = shop.region.pay(other, shop.customer, 10)
    assert client.get(f"/terminal/{other}").status_code == 403
    assert client.post(f"/terminal/{other}/payments", data=shop.sale()).status_code == 403
    assert client.get(f"/terminal/{shop.id}/payments/{payment}").status_code == 404
    answer = client.post(
        f"/terminal/{shop.id}/payments/{payment}/refunds", data={"amount": "1", "request_key": "k" * 8}
    )
    assert answer.status_code == 404


def test_before_the_press_the_cashier_sees_what_goes_and_what_stays(client: FlaskClient, shop: Shop) -> None:
    page = client.post(f"/terminal/{shop.id}/previews", data=shop.sale("300"), headers=HTMX).text
    assert "むすびポイント" in page
    assert "700" in page
    assert int(shop.region.balance(shop.customer).total) == 1_000


def test_a_press_repeated_with_one_key_charges_once(client: FlaskClient, shop: Shop) -> None:
    sale = shop.sale("300")
    for _ in range(3):
        assert client.post(f"/terminal/{shop.id}/payments", data=sale, headers=HTMX).status_code == 200
    shop.region.settle()
    assert int(shop.region.balance(shop.customer).total) == 700
    shown = client.post(f"/terminal/{shop.id}/payments", data=sale, headers=HTMX).text
    assert "受け取りました" in shown


@pytest.mark.parametrize(
    ("amount", "words"),
    [("", "入力してください"), ("たくさん", "数字だけ"), ("0", "1以上"), ("-5", "0以上"), ("1001", "1,000")],
)
def test_an_amount_that_cannot_be_taken_gets_a_sentence(
    client: FlaskClient, shop: Shop, amount: str, words: str
) -> None:
    page = client.post(f"/terminal/{shop.id}/previews", data=shop.sale() | {"amount": amount}, headers=HTMX).text
    assert "受け取れませんでした" in page
    assert words in page


def test_a_used_and_an_unknown_code_say_what_to_do(client: FlaskClient, shop: Shop) -> None:
    code = shop.code()
    client.post(f"/terminal/{shop.id}/payments", data=shop.sale("10", code), headers=HTMX)
    used = client.post(f"/terminal/{shop.id}/payments", data=shop.sale("10", code), headers=HTMX).text
    assert "すでに使われています" in used
    unknown = client.post(
        f"/terminal/{shop.id}/previews", data=shop.sale("10", "MUSUBI:AAAABBBBCCCC"), headers=HTMX
    ).text
    assert "読み取れませんでした" in unknown


def test_a_refund_over_the_payment_is_refused_and_keeps_what_was_typed(client: FlaskClient, shop: Shop) -> None:
    payment = shop.region.pay(shop.id, shop.customer, 300)
    page = client.post(
        f"/terminal/{shop.id}/payments/{payment}/refunds", data={"amount": "301", "request_key": "k" * 16}
    )
    assert page.status_code == 409
    assert 'value="301"' in page.text
    assert "300" in page.text


def test_a_refund_goes_back_once_and_stands_in_the_days_list(client: FlaskClient, shop: Shop) -> None:
    payment = shop.region.pay(shop.id, shop.customer, 300)
    for _ in range(2):
        answer = client.post(
            f"/terminal/{shop.id}/payments/{payment}/refunds", data={"amount": "120", "request_key": "k" * 16}
        )
        assert answer.status_code == 303
    shop.region.settle()
    assert int(shop.region.balance(shop.customer).total) == 820
    day = client.get(f"/terminal/{shop.id}/day").text
    assert "−120" in day
    assert "180" in day


def test_a_day_without_sales_says_so(client: FlaskClient, shop: Shop) -> None:
    assert "この日の会計はありません" in client.get(f"/terminal/{shop.id}/day?date=2020-01-01").text


def test_a_form_without_its_token_is_refused(client: FlaskClient, shop: Shop) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"/terminal/{shop.id}/payments", data=shop.sale()).status_code == 400
    assert int(shop.region.balance(shop.customer).total) == 1_000


def test_only_the_till_may_compile_wasm(client: FlaskClient, shop: Shop) -> None:
    assert "wasm-unsafe-eval" in client.get(f"/terminal/{shop.id}").headers["Content-Security-Policy"]
    assert "wasm-unsafe-eval" not in client.get("/points").headers["Content-Security-Policy"]
