"""From an item to a card of one's own, and everything that may stand in the way."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.wiring import Platform
from chain.outbox import RelayEntry
from marketplace.models import Order
from marketplace.services.take_test_yen import MOST_A_DAY
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, address, offer_named

CARD = offer_named("four-towns-ambassador")
MUSEUM = offer_named("mukawa-museum-vip")


def orders_of(platform: Platform) -> int:
    with platform.db.read() as session:
        return session.scalar(select(func.count()).select_from(Order)) or 0


def sent_calls(platform: Platform) -> list[str]:
    with platform.db.read() as session:
        return list(session.scalars(select(RelayEntry.subject)))


def test_a_visitor_signs_in_and_comes_back_with_the_same_number_of_cards(
    client: FlaskClient, card: int, sign_in: SignIn
) -> None:
    to_sign_in = client.get(f"/items/{card}/orders/new?quantity=3")
    assert to_sign_in.status_code == 303
    assert to_sign_in.location == f"/signin?next=%2Fitems%2F{card}%2Forders%2Fnew%3Fquantity%3D3"
    sign_in()
    assert "9,000" in client.get(f"/items/{card}/orders/new?quantity=3").text


def test_without_enough_yen_the_review_leads_to_the_faucet_and_back(
    client: FlaskClient, card: int, sign_in: SignIn, platform: Platform
) -> None:
    sign_in()
    page = client.get(f"/items/{card}/orders/new?quantity=2").text
    assert "残高があと6,000円足りません" in page
    back = re.search(r'href="(/faucet\?next=[^"]+)"', page)
    assert back is not None
    assert f"/items/{card}/orders/new?quantity=2" in client.get(back[1]).text
    refused = client.post(f"/items/{card}/orders", data={"quantity": "2"})
    assert refused.location == f"/items/{card}/orders/new?quantity=2"
    assert orders_of(platform) == 0


def test_buying_leads_over_the_signature_to_the_card(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    me = sign_in().address
    market.give_yen(me, 10_000)
    signing = client.post(f"/items/{card}/orders", data={"quantity": "2"})
    assert signing.location.startswith("/sign/")
    asked = client.get(signing.location).text
    assert "四町アンバサダーカード" in asked
    assert "6,000円" in asked
    done = client.post(f"{signing.location}/signature")
    assert done.location.startswith("/orders/")
    order_id = int(done.location.rsplit("/", 1)[1])
    assert sent_calls(platform) == [f"marketplace.order:{order_id}"]
    waiting = client.get(done.location).text
    assert "お支払いを処理しています" in waiting
    assert 'hx-trigger="every 500ms"' in waiting
    serials = market.arrive(order_id)
    shown = client.get(done.location, headers={"HX-Request": "true"}).text
    assert "<html" not in shown
    assert "手に入りました" in shown
    assert all(f"/collection/{address(CARD.series)}/{serial}" in shown for serial in serials)


def test_a_signature_pressed_twice_buys_once(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    market.give_yen(sign_in().address, 10_000)
    signing = client.post(f"/items/{card}/orders", data={"quantity": "1"}).location
    client.post(f"{signing}/signature")
    client.post(f"{signing}/signature")
    assert len(sent_calls(platform)) == 1


def test_an_order_left_unsigned_can_be_taken_up_again(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    me = sign_in().address
    market.give_yen(me, 10_000)
    order_id = int(platform.marketplace.place_order.prepare(card, me, 1).subject)
    assert "まだ署名されていません" in client.get(f"/orders/{order_id}").text
    assert client.post(f"/orders/{order_id}/signature").location.startswith("/sign/")


def test_an_order_that_failed_says_why_and_that_no_money_moved(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn
) -> None:
    me = sign_in().address
    market.give_yen(me, 10_000)
    order_id = market.signed_order(card, me)
    market.fail(order_id, "ListingSoldOut")
    page = client.get(f"/orders/{order_id}").text
    assert "直前に完売しました。" in page
    assert "お金は引き落とされていません" in page
    market.fail(order_id, "SomethingNew")
    assert "時間をおいてもう一度" in client.get(f"/orders/{order_id}").text


def test_nobody_sees_or_signs_the_order_of_somebody_else(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn
) -> None:
    mine = sign_in(email="hanako@example.jp").address
    market.give_yen(mine, 10_000)
    order_id = market.signed_order(card, mine)
    sign_in(email="other@example.jp")
    assert client.get(f"/orders/{order_id}").status_code == 404
    assert client.post(f"/orders/{order_id}/signature").status_code == 404


@pytest.mark.parametrize(
    ("path", "method"), [("/collection", "get"), ("/orders/1", "get"), ("/faucet", "get"), ("/faucet/requests", "post")]
)
def test_what_is_somebodys_own_asks_for_sign_in(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == 303
    assert answer.location.startswith("/signin?next=")


def test_a_post_without_its_token_is_refused(
    app: Flask, client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    market.give_yen(sign_in().address, 10_000)
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"/items/{card}/orders", data={"quantity": "1"}).status_code == 400
    assert client.post("/faucet/requests").status_code == 400
    assert orders_of(platform) == 0


@pytest.mark.parametrize("quantity", ["0", "-1", "2.5", "1e3", "", "１２３四", "99999999999999999999"])
def test_a_number_that_is_none_is_refused_with_words(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform, quantity: str
) -> None:
    market.give_yen(sign_in().address, 10**9)
    answer = client.post(f"/items/{card}/orders", data={"quantity": quantity})
    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert orders_of(platform) == 0


def test_more_than_the_limit_or_than_are_left_is_refused_with_the_number_that_may_be_bought(
    client: FlaskClient, market: Market, sign_in: SignIn
) -> None:
    limited, few = market.offer(replace(CARD, per_buyer=3)), market.offer(replace(MUSEUM, per_buyer=0), supply=2)
    market.give_yen(sign_in().address, 10**9)
    over_limit = client.post(f"/items/{limited}/orders", data={"quantity": "4"})
    over_left = client.post(f"/items/{few}/orders", data={"quantity": "3"})
    assert (over_limit.status_code, over_left.status_code) == (422, 422)
    assert "あと3枚まで買えます" in over_limit.text
    assert "残りは2枚です" in over_left.text


def test_what_sold_out_between_looking_and_pressing_is_said_and_costs_nothing(
    client: FlaskClient, market: Market, sign_in: SignIn, platform: Platform
) -> None:
    listing, rival = market.offer(MUSEUM, supply=1), address("rival")
    market.give_yen(sign_in().address, 100_000)
    market.give_yen(rival, 100_000)
    signing = client.post(f"/items/{listing}/orders", data={"quantity": "1"}).location
    market.arrive(market.signed_order(listing, rival))
    late = client.post(f"{signing}/signature")
    assert late.status_code == 409
    assert "完売しました" in late.text
    assert client.get(f"/items/{listing}/orders/new").status_code == 409
    assert client.post(f"/items/{listing}/orders", data={"quantity": "1"}).status_code == 409
    assert len(sent_calls(platform)) == 1


def test_test_yen_is_asked_for_waited_for_and_leads_back(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    me = sign_in().address
    asked = client.post("/faucet/requests", data={"next": f"/items/{card}"})
    assert asked.status_code == 303
    assert sent_calls(platform) == ["marketplace.faucet:1"]
    assert "届くのを待っています" in client.get(asked.location).text
    market.give_yen(me, 50_000)
    arrived = client.get(asked.location).text
    assert "試験用の円が届きました" in arrived
    assert f'href="/items/{card}"' in arrived


def test_test_yen_ends_for_the_day(client: FlaskClient, sign_in: SignIn, platform: Platform) -> None:
    sign_in()
    answers = [client.post("/faucet/requests").status_code for _ in range(MOST_A_DAY + 1)]
    assert answers == [303] * MOST_A_DAY + [409]
    assert len(sent_calls(platform)) == MOST_A_DAY
    assert "今日の分はすべて受け取りました" in client.get("/faucet").text


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_faucet_leads_to_no_other_site(client: FlaskClient, sign_in: SignIn, target: str) -> None:
    sign_in()
    page = client.get("/faucet", query_string={"next": target}).text
    assert f'href="{target}' not in page
    assert f'value="{target}' not in page
    assert "evil.example" not in client.post("/faucet/requests", data={"next": target}).location
