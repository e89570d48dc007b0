"""From the cart to one payment, and who and what may stand in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.wiring import Platform
from chain.clock import FixedClock
from chain.outbox import RelayEntry
from marketplace.models import CartLine, Checkout, CheckoutState
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, address, offer_named

CARD = offer_named("four-towns-ambassador")
MUSEUM = offer_named("mukawa-museum-vip")


def put(client: FlaskClient, listing: int, quantity: object = 1) -> int:
    return client.post("/cart/lines", data={"item": f"listing:{listing}", "quantity": quantity}).status_code


def start(client: FlaskClient) -> str:
    return client.post("/checkouts").location


def sent(platform: Platform) -> list[str]:
    with platform.db.read() as session:
        return list(session.scalars(select(RelayEntry.subject).order_by(RelayEntry.id)))


def test_one_signature_of_a_managed_wallet_pays_for_the_whole_cart(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    other = market.offer(MUSEUM)
    market.give_yen(sign_in().address, 100_000)
    assert put(client, card, 2) == put(client, other) == 303
    total = f"{2 * int(CARD.price) + int(MUSEUM.price):,}"
    assert total in client.get("/cart").text
    page = start(client)
    shown = client.get(page).text
    assert "data-countdown" in shown and "取りやめられます" in shown
    signing = client.post(f"{page}/payment", data={"pay_by": "yen"}).location
    asked = client.get(signing).text
    assert "四町アンバサダーカード" in asked and f"{total}円" in asked
    assert client.post(f"{signing}/signature").location == page
    client.post(f"{signing}/signature")  # a second press
    orders = [int(name.partition(":")[2]) for name in sent(platform)]
    assert len(orders) == 2
    assert "処理しています" in client.get(page, headers={"HX-Request": "true"}).text
    assert "カートは空です" in client.get("/cart").text
    for order in orders:
        market.arrive(order)
    assert "すべて手に入りました" in client.get(page).text
    assert page in client.get("/orders").text
    assert "View order" in client.get("/orders?lang=en").text


def test_a_browser_wallet_signs_one_message_a_line_before_anything_is_sent(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    me = sign_in(address("browser wallet")).address
    market.give_yen(me, 100_000)
    put(client, card)
    put(client, market.offer(MUSEUM))
    page, pay = start(client), platform.marketplace.checkout.pay
    checkout_id = int(page.rsplit("/", 1)[1])
    for number in (1, 2):
        signing = client.post(f"{page}/payment", data={"pay_by": "yen"}).location
        assert f"（{number} / 2）" in client.get(signing).text
        assert sent(platform) == []
        pay.keep(pay.to_sign(checkout_id, me)[0].subject, b"\x01" * 65)  # as the wallet's signature is handed on
        assert ("次の署名へ" in client.get(page).text) == (number == 1)
    assert len(sent(platform)) == 2


def test_a_visitors_cart_is_kept_and_merged_at_sign_in(
    client: FlaskClient, market: Market, card: int, platform: Platform
) -> None:
    put(client, card, 2)
    put(client, card, 1)
    assert "9,000" in client.get("/cart").text
    assert client.post(f"/cart/lines/listing:{card}", data={"quantity": 4}).status_code == 303
    client.post("/signin/codes", data={"email": "visitor@example.jp", "next": "/cart"})
    mailbox = platform.wallet.mailbox
    assert mailbox is not None
    code = next(word for word in mailbox.latest()[0].body.split() if word.isdigit() and len(word) == 6)
    assert client.post("/signin/code", data={"code": code}).location == "/cart"
    assert "12,000" in client.get("/cart").text
    with platform.db.read() as session:
        assert [(line.item, line.quantity) for line in session.scalars(select(CartLine))] == [(f"listing:{card}", 4)]


def test_of_two_buyers_of_the_last_one_the_second_is_told_and_gets_it_when_the_hold_ends(
    client: FlaskClient, market: Market, sign_in: SignIn, platform: Platform, clock: FixedClock
) -> None:
    last = market.offer(replace(MUSEUM, per_buyer=0), supply=1)
    first = sign_in(email="first@example.jp").address
    market.give_yen(first, 100_000)
    put(client, last)
    page = start(client)
    second = sign_in(email="second@example.jp").address
    market.give_yen(second, 100_000)
    put(client, last)
    refused = client.post("/checkouts")
    assert refused.status_code == 409
    assert "ほかの方がお支払いの手続き中です" in refused.text
    assert "残りはすべてお取り置き中です" in client.get(f"/items/{last}").text
    assert client.get(page).status_code == 404  # of the first buyer
    clock.advance(timedelta(minutes=10))
    assert start(client).startswith("/checkouts/")
    sign_in(email="first@example.jp")
    assert "10分が過ぎました" in client.get(page).text
    late = client.post(f"{page}/payment", data={"pay_by": "yen"})
    assert late.status_code == 409
    assert sent(platform) == []


def test_cancelling_gives_the_stock_back_at_once(
    client: FlaskClient, market: Market, sign_in: SignIn, platform: Platform
) -> None:
    last = market.offer(replace(MUSEUM, per_buyer=0), supply=1)
    sign_in(email="first@example.jp")
    put(client, last)
    page = start(client)
    sign_in(email="second@example.jp")
    assert client.post(f"{page}/cancellation").status_code == 404
    sign_in(email="first@example.jp")
    assert client.post(f"{page}/cancellation").location == "/cart"
    sign_in(email="second@example.jp")
    put(client, last)
    assert start(client).startswith("/checkouts/")


def test_nobody_pays_signs_or_sees_the_checkout_of_somebody_else(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn
) -> None:
    market.give_yen(sign_in(email="first@example.jp").address, 100_000)
    put(client, card)
    page = start(client)
    market.give_yen(sign_in(email="second@example.jp").address, 100_000)
    for path in ("", "/payment", "/cancellation"):
        answer = client.get(page) if not path else client.post(page + path, data={"pay_by": "yen"})
        assert answer.status_code == 404
    assert page not in client.get("/orders").text


def test_an_order_of_a_checkout_is_not_paid_alone(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    me = sign_in().address
    market.give_yen(me, 100_000)
    put(client, card)
    start(client)
    with platform.db.read() as session:
        order = session.scalars(select(Checkout)).one()
    assert client.post(f"/orders/{order.id}/signature").status_code == 404


def test_too_little_yen_is_said_and_the_stock_stays_held(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    market.give_yen(sign_in().address, 2_000)
    put(client, card)
    page = start(client)
    assert "あと1,000円足りません" in client.get(page).text
    assert client.post(f"{page}/payment", data={"pay_by": "yen"}).status_code == 409
    assert client.post(f"{page}/payment", data={"pay_by": "card"}).status_code in (303, 409)
    assert client.post(f"{page}/payment", data={"pay_by": "shells"}).status_code == 422
    with platform.db.read() as session:
        assert session.scalars(select(Checkout)).one().state == CheckoutState.OPEN


@pytest.mark.parametrize(
    ("item", "quantity"),
    [("listing:1", "1"), ("ticket", "1"), ("", ""), ("own", "0"), ("own", "-3"), ("own", "x"), ("own", "1e9")],
)
def test_what_cannot_be_put_in_is_refused_with_words_and_the_rest_stays(
    client: FlaskClient, card: int, item: str, quantity: str
) -> None:
    put(client, card)
    answer = client.post("/cart/lines", data={"item": item.replace("own", f"listing:{card}"), "quantity": quantity})
    assert answer.status_code in (404, 422)
    assert "3,000" in answer.text


def test_a_price_seen_before_and_a_sold_out_line_are_shown(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    few, me = market.offer(replace(MUSEUM, per_buyer=0), supply=1), sign_in().address
    put(client, card)
    put(client, few)
    with platform.db.write() as session:
        session.query(CartLine).filter_by(owner=me, item=f"listing:{card}").update({"price_seen": 2_500})
    market.give_yen(sign_in(email="fast@example.jp").address, 100_000)
    market.arrive(market.signed_order(few, sign_in(email="fast@example.jp").address))
    sign_in()
    page = client.get("/cart").text
    assert "2,500円 → 3,000円" in page
    assert "完売しました" in page
    assert client.post("/checkouts").status_code == 409


def test_posts_need_their_token(app: Flask, client: FlaskClient, card: int, sign_in: SignIn) -> None:
    sign_in()
    app.config["WTF_CSRF_ENABLED"] = True
    for path in ("/cart/lines", f"/cart/lines/listing:{card}", "/checkouts", "/checkouts/1/payment"):
        assert client.post(path, data={"item": f"listing:{card}", "quantity": "1"}).status_code == 400


def test_an_empty_cart_leads_to_the_towns(client: FlaskClient, sign_in: SignIn) -> None:
    assert "カートは空です" in client.get("/cart").text
    assert client.get("/orders").status_code == 303
    sign_in()
    assert client.post("/checkouts").status_code == 422
    assert "まだ注文がありません" in client.get("/orders").text
    assert "Your cart is empty" in client.get("/cart?lang=en").text
