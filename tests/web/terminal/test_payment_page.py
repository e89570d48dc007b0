"""How a sale is followed to its end: asked for until something changes, heard once, and certain after a lost answer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from eth_account import Account as KeyAccount
from flask.testing import FlaskClient

from chain.ids import Address
from tests.fixtures.web import SignIn
from tests.web.terminal.conftest import Shop

HTMX = {"HX-Request": "true"}


@pytest.fixture
def wallet_owner(shop: Shop, sign_in: SignIn) -> Address:
    """Somebody whose key is in a wallet of their own, with 500 points."""
    address = Address(KeyAccount.create().address)
    sign_in(address)
    shop.region.grant(shop.region.program(name="森のポイント"), {address: 500})
    sign_in(email="cashier@example.jp")
    return address


def take(client: FlaskClient, shop: Shop, amount: str = "300", code: str = "") -> tuple[str, str]:
    """What the till shows after the press, and where the sale's page is."""
    answer = client.post(f"/terminal/{shop.id}/payments", data=shop.sale(amount, code), headers=HTMX)
    assert answer.status_code == 200
    return answer.text, answer.headers["HX-Push-Url"]


def asked_next(fragment: str) -> str:
    """The address that the fragment itself asks again."""
    found = re.search(r'hx-get="([^"]+)"', fragment)
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_as_long_as_nothing_changes_nothing_is_sent(client: FlaskClient, shop: Shop) -> None:
    waiting, _ = take(client, shop)
    assert "処理しています" in waiting
    again = client.get(asked_next(waiting), headers=HTMX)
    assert (again.status_code, again.text) == (204, "")


def test_success_is_heard_once_and_not_again_when_the_sale_is_opened_later(client: FlaskClient, shop: Shop) -> None:
    waiting, page = take(client, shop)
    assert "data-till-sound" not in waiting
    shop.region.settle()
    done = client.get(asked_next(waiting), headers=HTMX).text
    assert 'data-till-sound="success"' in done
    assert "hx-get" not in done
    assert "data-till-sound" not in client.get(page).text


def test_a_payment_that_the_chain_refuses_is_said_to_have_taken_nothing(client: FlaskClient, shop: Shop) -> None:
    shop.region.platform.clock.advance(timedelta(hours=-1))  # type: ignore[attr-defined]  # so its deadline is over
    waiting, _ = take(client, shop)
    shop.region.settle()
    failed = client.get(asked_next(waiting), headers=HTMX).text
    assert 'data-till-sound="failure"' in failed
    assert "ポイントは使われていません" in failed


def test_a_refund_under_way_is_followed_to_its_end(client: FlaskClient, shop: Shop) -> None:
    payment = shop.region.pay(shop.id, shop.customer, 300)
    page = f"/terminal/{shop.id}/payments/{payment}"
    client.post(f"{page}/refunds", data={"amount": "300", "request_key": "k" * 16})
    waiting = client.get(page).text
    assert "処理しています" in waiting
    assert client.get(asked_next(waiting), headers=HTMX).status_code == 204
    shop.region.settle()
    done = client.get(asked_next(waiting), headers=HTMX).text
    assert "全額を返金しました" in done
    assert "hx-get" not in done
    assert "data-till-sound" not in done


def test_a_lost_answer_is_found_by_asking_after_the_sale(client: FlaskClient, shop: Shop) -> None:
    sale = shop.sale("300")
    client.post(f"/terminal/{shop.id}/payments", data=sale, headers=HTMX)
    shop.region.settle()
    path = f"/terminal/{shop.id}/sales/{sale['request_key']}/withdrawal"
    found = client.post(path, data={"code": sale["code"]}, headers=HTMX)
    assert "受け取りました" in found.text
    assert "HX-Push-Url" in found.headers


def test_a_sale_that_never_arrived_is_given_up_for_good(client: FlaskClient, shop: Shop) -> None:
    sale = shop.sale("300")
    path = f"/terminal/{shop.id}/sales/{sale['request_key']}/withdrawal"
    assert "受け付けられていません" in client.post(path, data={"code": sale["code"]}, headers=HTMX).text
    late = client.post(f"/terminal/{shop.id}/payments", data=sale, headers=HTMX).text
    assert "すでに使われています" in late
    shop.region.settle()
    assert int(shop.region.balance(shop.customer).total) == 1_000


def test_a_customers_own_wallet_is_waited_for_until_the_cashier_gives_up(
    client: FlaskClient, shop: Shop, wallet_owner: Address
) -> None:
    code = shop.region.points.issue_payment_code.issue(wallet_owner).payload
    waiting, page = take(client, shop, "200", code)
    assert "署名を待っています" in waiting
    given_up = client.post(f"{page}/cancellation", headers=HTMX).text
    assert "取り消しました" in given_up
    assert int(shop.region.balance(wallet_owner).total) == 500


def test_staff_of_another_shop_neither_withdraw_nor_cancel_here(client: FlaskClient, shop: Shop) -> None:
    other = shop.region.shop("別の店")
    assert client.post(f"/terminal/{other}/sales/{'k' * 16}/withdrawal").status_code == 403
    assert client.post(f"/terminal/{other}/payments/1/cancellation").status_code == 403


def test_without_htmx_a_sale_leads_to_its_page_and_a_refusal_is_a_page_with_its_status(
    client: FlaskClient, shop: Shop
) -> None:
    taken = client.post(f"/terminal/{shop.id}/payments", data=shop.sale("300"))
    assert taken.status_code == 303
    assert "<html" in client.get(taken.location).text
    refused = client.post(f"/terminal/{shop.id}/payments", data=shop.sale("9999"))
    assert refused.status_code == 409
    assert "<html" in refused.text
    assert "ポイントが足りません" in refused.text
    preview = client.post(f"/terminal/{shop.id}/previews", data=shop.sale("300")).text
    assert "<html" in preview
    assert "この内容で受け取りますか" in preview
