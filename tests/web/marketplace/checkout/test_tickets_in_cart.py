"""Tickets in the cart: seats held with everything else, one payment, and what goes back when only seats are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.wiring import Platform
from chain.clock import FixedClock
from marketplace.models import CardRefund, Checkout, CheckoutState, OrderState
from marketplace.models.tickets.bookings import TicketBooking
from tests.fixtures.cards import FakeProvider
from tests.fixtures.web import SignIn
from tests.web.marketplace.checkout.test_card_payments import Till
from tests.web.marketplace.conftest import Market, offer_named
from tests.web.tickets.conftest import Harbour

MUSEUM = replace(offer_named("mukawa-museum-vip"), per_buyer=0)


def put(client: FlaskClient, item: str) -> int:
    return client.post("/cart/lines", data={"item": item, "quantity": 1}).status_code


def item_of(harbour: Harbour, number: int, adults: int = 2, slot: int = 1) -> str:
    return f"ticket:{number}:{slot}:1:{harbour.fares(number)[0]}x{adults}"


def test_a_card_and_tickets_in_one_cart_and_one_signature(
    client: FlaskClient, market: Market, harbour: Harbour, card: int, sign_in: SignIn, platform: Platform
) -> None:
    number = harbour.open(capacity=3)
    item = item_of(harbour, number)
    assert put(client, item) == put(client, f"listing:{card}") == 303  # a visitor
    me = sign_in().address
    review = client.get(f"/tickets/{number}/bookings/new?slot=1&fare-{harbour.fares(number)[0]}=2").text
    assert f'value="{item}"' in review
    assert put(client, item) == put(client, f"listing:{card}") == put(client, item) == 303
    cart = client.get("/cart").text
    assert "駿河湾フェリー" in cart and "おとな × 2" in cart and "8,200" in cart
    assert "Suruga Bay Ferry" in client.get("/cart?lang=en").text
    client.get("/cart?lang=ja")
    market.give_yen(me, 8_200)
    page = client.post("/checkouts").location
    assert "おとな × 2" in client.get(page).text
    sign_in(email="second@example.jp")
    assert "残り1" in client.get(f"/tickets/{number}").text  # two are held
    assert put(client, item) == 409
    put(client, item_of(harbour, number, adults=1))
    client.post("/checkouts")
    shown = client.get(f"/tickets/{number}").text
    assert "ほかの方が手続き中" in shown
    assert client.get(page).status_code == client.post(f"{page}/cancellation").status_code == 404
    sign_in()
    signing = client.post(f"{page}/payment", data={"pay_by": "yen"}).location
    asked = client.get(signing).text
    assert "駿河湾フェリー" in asked and "四町アンバサダーカード" in asked and "8,200円" in asked
    assert client.post(f"{signing}/signature").location == page
    with platform.db.read() as session:
        booking = session.scalars(select(TicketBooking).filter_by(buyer=me)).one()
    for path in (f"/bookings/{booking.id}", "/orders", page):
        assert "駿河湾フェリー" in client.get(path).text
    harbour.arrive(booking.id)
    market.arrive(1)
    done = client.get(page).text
    assert "すべて手に入りました" in done and f"/bookings/{booking.id}" in done
    assert "カートは空です" in client.get("/cart").text


def test_seats_are_held_for_ten_minutes_and_no_longer(
    client: FlaskClient, harbour: Harbour, sign_in: SignIn, clock: FixedClock
) -> None:
    number = harbour.open(capacity=2)
    item = item_of(harbour, number)
    sign_in()
    put(client, item)
    page = client.post("/checkouts").location
    sign_in(email="second@example.jp")
    assert put(client, item) == 409
    clock.advance(timedelta(minutes=10))
    assert put(client, item) == 303
    assert client.post("/checkouts").location.startswith("/checkouts/")
    sign_in()
    assert "お取り置きの10分が過ぎました" in client.get(page).text
    refused = client.post("/checkouts")
    assert refused.status_code == 409 and "お支払いの手続き中" in refused.text
    assert "cart__line--refused" in refused.text  # nothing of the cart is lost


@pytest.mark.parametrize(
    "item",
    ["ticket:1:1:1:1x1", "ticket:0:1:1:1x0", "ticket:1:1:1:", "ticket:9:1:1:1x-1", "boat:1"],
)
def test_a_made_up_booking_is_refused_with_words(client: FlaskClient, harbour: Harbour, item: str) -> None:
    harbour.open()
    answer = client.post("/cart/lines", data={"item": item, "quantity": 1})
    assert answer.status_code in (404, 409, 422) and "notice--error" in answer.text


def test_paid_late_what_is_there_is_bought_and_the_money_for_lost_seats_goes_back(
    client: FlaskClient, market: Market, harbour: Harbour, sign_in: SignIn, platform: Platform, clock: FixedClock
) -> None:
    provider = FakeProvider()
    provider.replace(platform.marketplace.checkout.card)
    listing, number = market.offer(MUSEUM), harbour.open(capacity=2)
    buyer = sign_in().address
    till = Till(platform, client, provider, listing, buyer)
    put(client, item_of(harbour, number))
    till.go_to_provider()
    clock.advance(timedelta(minutes=11))
    sign_in(email="second@example.jp")
    put(client, item_of(harbour, number))
    client.post("/checkouts")  # holds the seats now
    assert till.tell("paid") == 204
    assert till.state() == CheckoutState.PAID
    fare = 2 * 2_600
    assert till.refunds() == [(fare, "due")]
    till.relay()
    till.advance()
    assert till.sent() == ["marketplace.card_delivery", "marketplace.order"]
    sign_in()
    shown = client.get(till.page).text
    assert "残りがありませんでした" in shown and "返金しました" in shown
    market.arrive(1)
    assert till.refunds() == [(fare, "done")]
    assert "一部を購入できませんでした" in client.get(till.page).text or till.state() == CheckoutState.PLACED


def test_seats_lost_on_chain_alone_go_back_to_the_card_and_the_rest_stands(
    client: FlaskClient, market: Market, harbour: Harbour, sign_in: SignIn, platform: Platform
) -> None:
    provider = FakeProvider()
    provider.replace(platform.marketplace.checkout.card)
    till = Till(platform, client, provider, market.offer(MUSEUM), sign_in().address)
    put(client, item_of(harbour, harbour.open()))
    till.go_to_provider()
    till.tell("paid")
    till.relay()
    till.advance()
    assert till.sent() == ["marketplace.card_delivery", "marketplace.order", "marketplace.booking"]
    with platform.db.write() as session:
        booking = session.scalars(select(TicketBooking)).one()
        booking.state, booking.error_name = OrderState.FAILED, "SlotFull"
        number = booking.id
    market.arrive(1)
    till.advance()
    assert till.sent()[-1] == "marketplace.card_return"
    till.relay()
    till.advance()
    till.advance()
    assert till.refunds() == [(2 * 2_600, "done")]
    shown = client.get(till.page).text
    assert "返金しました" in shown and "届いたときには、残りが足りませんでした" in shown
    with platform.db.read() as session:
        assert session.scalars(select(CardRefund.booking_id)).one() == number
        assert session.scalars(select(Checkout.state)).one() == CheckoutState.PLACED
