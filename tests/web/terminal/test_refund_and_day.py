"""Giving back with every kind of bad input, and the day's list on the right day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.fixtures.web import SignIn
from tests.web.terminal.conftest import Shop
from wallet import Role


@pytest.mark.parametrize(
    ("amount", "words"),
    [("", "入力してください"), ("全部", "数字だけ"), ("0", "1以上"), ("-1", "0以上"), ("1.5", "数字だけ")],
)
def test_an_amount_that_cannot_be_given_back_gets_a_sentence(
    client: FlaskClient, shop: Shop, amount: str, words: str
) -> None:
    payment = shop.region.pay(shop.id, shop.customer, 300)
    page = client.post(
        f"/terminal/{shop.id}/payments/{payment}/refunds", data={"amount": amount, "request_key": "k" * 16}
    )
    assert page.status_code == 422
    assert words in page.text
    assert int(shop.region.balance(shop.customer).total) == 700


def test_what_was_given_back_in_full_offers_no_refund_any_more(client: FlaskClient, shop: Shop) -> None:
    payment = shop.region.pay(shop.id, shop.customer, 300)
    shop.region.refund(shop.id, payment, 300)
    shop.region.settle()
    assert "返金できるポイントはありません" in client.get(f"/terminal/{shop.id}/payments/{payment}/refund").text
    again = client.post(
        f"/terminal/{shop.id}/payments/{payment}/refunds", data={"amount": "1", "request_key": "k" * 16}
    )
    assert again.status_code == 409


def test_staff_of_another_shop_give_nothing_back_here(client: FlaskClient, shop: Shop, sign_in: SignIn) -> None:
    payment = shop.region.pay(shop.id, shop.customer, 300)
    other = shop.region.shop("別の店")
    sign_in(roles=[(Role.MERCHANT_STAFF, str(other))], email="other@example.jp")
    for where in (shop.id, other):
        path = f"/terminal/{where}/payments/{payment}"
        assert client.get(path).status_code in (403, 404)
        assert client.get(f"{path}/refund").status_code in (403, 404)
        answer = client.post(f"{path}/refunds", data={"amount": "1", "request_key": "k" * 16})
        assert answer.status_code in (403, 404)
    assert client.get(f"/terminal/{shop.id}/day").status_code == 403
    assert int(shop.region.balance(shop.customer).total) == 700


def test_the_towns_officer_is_no_cashier(client: FlaskClient, shop: Shop, sign_in: SignIn) -> None:
    sign_in(email="officer@example.jp")
    assert client.get(f"/terminal/{shop.id}").status_code == 403


def test_a_form_without_its_token_gives_nothing_back(client: FlaskClient, shop: Shop) -> None:
    payment = shop.region.pay(shop.id, shop.customer, 300)
    client.application.config["WTF_CSRF_ENABLED"] = True
    for path in (f"payments/{payment}/refunds", f"payments/{payment}/cancellation", f"sales/{'k' * 16}/withdrawal"):
        assert (
            client.post(f"/terminal/{shop.id}/{path}", data={"amount": "1", "request_key": "k" * 16}).status_code == 400
        )
    assert int(shop.region.balance(shop.customer).total) == 700


def test_a_refund_of_yesterdays_sale_stands_in_todays_list(client: FlaskClient, shop: Shop) -> None:
    sold_on = shop.region.today
    payment = shop.region.pay(shop.id, shop.customer, 300)
    shop.region.travel(timedelta(days=1))
    shop.region.refund(shop.id, payment, 120)
    shop.region.settle()
    sold = client.get(f"/terminal/{shop.id}/day?date={sold_on.isoformat()}").text
    assert "−120" not in sold
    assert "次の日" in sold
    today = client.get(f"/terminal/{shop.id}/day").text
    assert "−120" in today
    assert "次の日" not in today


@pytest.mark.parametrize("wanted", ["2999-01-01", "きのう", "2026-02-30"])
def test_a_day_that_is_none_or_to_come_is_today(client: FlaskClient, shop: Shop, wanted: str) -> None:
    shop.region.pay(shop.id, shop.customer, 300)
    assert "300" in client.get(f"/terminal/{shop.id}/day?date={wanted}").text


def test_a_shop_that_was_suspended_says_so_before_the_first_key(client: FlaskClient, shop: Shop) -> None:
    assert "いまは会計できません" not in client.get(f"/terminal/{shop.id}").text
    shop.suspend()
    assert "いまは会計できません" in client.get(f"/terminal/{shop.id}").text
    refused = client.post(f"/terminal/{shop.id}/payments", data=shop.sale(), headers={"HX-Request": "true"}).text
    assert "取り扱いは止まっています" in refused
    assert int(shop.region.balance(shop.customer).total) == 1_000


def test_a_session_that_ended_leads_back_to_the_till_after_signing_in(client: FlaskClient, shop: Shop) -> None:
    client.delete_cookie("musubi_signin")
    ended = client.post(
        f"/terminal/{shop.id}/payments",
        data=shop.sale(),
        headers={"HX-Request": "true", "Referer": f"http://localhost/terminal/{shop.id}"},
    )
    assert ended.status_code == 401
    assert ended.headers["HX-Redirect"] == f"/signin?next=%2Fterminal%2F{shop.id}"
