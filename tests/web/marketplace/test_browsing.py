"""Front page, towns and items: what visitors see before they buy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.demo.towns import DEMO_TOWNS
from chain.ids import Address
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, address, offer_named

CARD = offer_named("four-towns-ambassador")
MUSEUM = offer_named("mukawa-museum-vip")
SOMEBODY: Address = address("somebody")


def test_an_empty_market_says_so_and_stays_whole(client: FlaskClient) -> None:
    for path in ("/", "/towns"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "まだありません" in answer.text


def test_the_front_page_leads_to_items_and_towns(client: FlaskClient, market: Market) -> None:
    card, museum = market.offer(CARD), market.offer(MUSEUM)
    page = client.get("/").text
    assert page.rindex(f"/items/{card}") < page.rindex(f"/items/{museum}")
    assert "/towns/292125" in page
    assert "3,000" in page


def test_a_town_tells_its_story_and_shows_its_items(client: FlaskClient, market: Market) -> None:
    museum = market.offer(MUSEUM)
    page = client.get("/towns/015865").text
    assert "恐竜と出会うまち" in page
    assert f"/items/{museum}" in page


def test_a_town_without_items_leads_on(client: FlaskClient, market: Market) -> None:
    market.town(DEMO_TOWNS[3])
    assert "いま手に入る作品はありません" in client.get("/towns/304212").text


@pytest.mark.parametrize(
    "path", ["/towns/999999", "/towns/nonsense", "/items/1", f"/collection/{SOMEBODY}/1", "/collection/x/1"]
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_item_says_price_contents_until_when_votes_and_who_gets_the_money(client: FlaskClient, card: int) -> None:
    page = client.get(f"/items/{card}").text
    for words in (
        "3,000",
        "1枚につき1票",
        "ずっとお持ちいただけます",
        "四町アンバサダーDAOの金庫",
        "1,950",
        "900",
        "150",
        "おひとり10枚まで",
    ):
        assert words in page, words
    assert f'action="/items/{card}/orders/new"' in page


def test_english_readers_get_english_words_of_the_town(client: FlaskClient, card: int) -> None:
    page = client.get(f"/items/{card}?lang=en").text
    assert "Four Towns Ambassador Card" in page
    assert "One vote in the Four Towns Ambassador DAO" in page
    assert "小烏丸、大月" not in page


def test_a_sold_out_item_offers_the_town_instead_of_a_form(client: FlaskClient, market: Market) -> None:
    listing = market.offer(MUSEUM, supply=1)
    market.give_yen(SOMEBODY, 100_000)
    market.arrive(market.signed_order(listing, SOMEBODY))
    page = client.get(f"/items/{listing}").text
    assert "完売しました" in page
    assert "orders/new" not in page


def test_items_that_cannot_be_bought_now_say_why(client: FlaskClient, market: Market) -> None:
    soon = market.offer(MUSEUM, opens_in=timedelta(days=2))
    ended = market.offer(CARD)
    market.cancel(ended)
    assert "にはじまります" in client.get(f"/items/{soon}").text
    assert "販売中止" in client.get(f"/items/{ended}").text


def test_a_buyer_at_the_limit_is_told_so(client: FlaskClient, market: Market, sign_in: SignIn) -> None:
    listing = market.offer(replace(MUSEUM, per_buyer=1))
    me = sign_in().address
    market.give_yen(me, 100_000)
    market.arrive(market.signed_order(listing, me))
    assert "上限（1枚）までお持ちです" in client.get(f"/items/{listing}").text


def test_markup_in_a_towns_words_is_shown_as_text(client: FlaskClient, market: Market) -> None:
    listing = market.offer(
        replace(MUSEUM, name_ja="<script>alert(1)</script>", story_ja="<img src=x onerror=alert(1)>")
    )
    page = client.get(f"/items/{listing}").text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
