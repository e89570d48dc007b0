"""A town's page by kind with what its sales brought to whom; an item's with seller, record and facts for machines."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from chain.ids import Address
from chain.municipalities import Municipality
from marketplace.errors import ListingUnavailable
from marketplace.models import ListingCancelled, SharePaid
from tests.web.marketplace.conftest import PAYEE, Market, address, offer_named

CARD = offer_named("four-towns-ambassador")
MUSEUM = offer_named("mukawa-museum-vip")
SOMEBODY: Address = address("somebody")


def sell(market: Market, listing: int) -> None:
    market.give_yen(SOMEBODY, 100_000)
    order = market.signed_order(listing, SOMEBODY)
    market.arrive(order)
    with market.platform.db.write() as session:
        sale = market.platform.marketplace.pages.order(order, SOMEBODY)
        session.add(
            SharePaid(
                purchase_id=sale.order.purchase_id, payee=PAYEE, amount=sale.order.total, block_number=99,
                log_index=order, part=0,
            )
        )  # fmt: skip


def test_a_town_shows_its_kinds_and_where_its_money_went(client: FlaskClient, market: Market) -> None:
    museum = market.offer(MUSEUM)
    before = client.get("/towns/015865").text
    assert 'id="kind-' in before
    assert f"/items/{museum}" in before
    assert "お金はどう使われているか" not in before
    sell(market, museum)
    page = client.get("/towns/015865").text
    assert "お金はどう使われているか" in page
    assert f"{int(MUSEUM.price):,}円" in page
    assert "100%" in page


def test_a_paused_town_sells_nothing_and_says_so(client: FlaskClient, market: Market) -> None:
    museum = market.offer(MUSEUM)
    with market.platform.db.write() as session:
        session.add(Municipality(code=MUSEUM.municipality, name="むかわ町", is_paused=True))
    for path in (f"/items/{museum}", "/towns/015865"):
        page = client.get(path).text
        assert "このまちの販売はいま止まっています" in page
        assert "orders/new" not in page
    with pytest.raises(ListingUnavailable):
        market.platform.marketplace.place_order.prepare(museum, SOMEBODY, 1)
    assert f"/items/{museum}" not in client.get("/").text + client.get("/items").text


def test_an_item_names_its_seller_its_record_and_what_machines_read(client: FlaskClient, market: Market) -> None:
    museum = market.offer(MUSEUM)
    page = client.get(f"/items/{museum}").text
    assert "売っているのは" in page
    assert "まだ売れていません" in page
    found = re.search(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', page)
    assert found is not None
    facts = json.loads(found[1])
    assert facts["offers"]["price"] == str(int(MUSEUM.price))
    assert facts["offers"]["availability"] == "https://schema.org/InStock"
    assert 'property="og:image"' in page
    assert '"latitude": "42.765300"' in page and "geo:42.765300,142.141400" in page
    assert "mlat=42.765300" in page
    elsewhere = client.get(f"/items/{market.offer(replace(MUSEUM, series='nowhere', spot=('', '')))}").text
    assert "openstreetmap.org/search" in elsewhere and "geo:" not in elsewhere
    sell(market, museum)
    assert "1枚が売れました" in client.get(f"/items/{museum}").text


def test_other_currencies_are_shown_to_readers_of_english_alone(client: FlaskClient, market: Market) -> None:
    card = market.offer(CARD)
    assert "about €" in client.get(f"/items/{card}?lang=en").text
    assert "€" not in client.get(f"/items/{card}?lang=ja").text


def test_the_front_page_leads_by_words_kind_and_what_is_new(client: FlaskClient, market: Market) -> None:
    card = market.offer(CARD)
    page = client.get("/").text
    assert 'action="/items"' in page
    assert 'href="/items?kind=ambassador_card"' in page
    market.cancel(card)
    assert f'href="/items/{card}"' not in client.get("/").text
    with market.platform.db.read() as session:
        assert session.query(ListingCancelled).count() == 1
