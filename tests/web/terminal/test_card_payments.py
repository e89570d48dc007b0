"""A paper card at the till: small amounts by the QR alone, the PIN pad above the limit, plain words for a dead card."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from points.services.cards.card_token import card_address
from points.services.cards.make_cards import PrintedCard
from points.services.cards.record_act import Counter
from tests.fixtures.chain import UDA
from tests.fixtures.points import Region
from tests.web.terminal.conftest import Shop

PIN = "2580"


@pytest.fixture
def card(region: Region, shop: Shop) -> PrintedCard:
    """A card with 5,000 points, handed over with its PIN."""
    cards, counter = region.points.cards, Counter(UDA, region.officer)
    (card,) = cards.make.print(counter, cards.make.make(counter, "窓口", 1))
    cards.serve.hand_over(counter, card.number, PIN, PIN)
    program = region.program(name="敬老")
    campaign = region.draft(program)
    region.upload(campaign, f"カード番号,ポイント\n{card.number},5000\n")
    region.start(campaign)
    region.settle()
    return card


def qr(card: PrintedCard) -> str:
    return card_address("https://points.example.jp", card.token)


def post(client: FlaskClient, shop: Shop, what: str, sale: dict[str, str]) -> str:
    return client.post(f"/terminal/{shop.id}/{what}", data=sale, follow_redirects=True).text


def test_a_card_is_taken_at_the_till_with_its_pin_above_the_limit(
    client: FlaskClient, region: Region, shop: Shop, card: PrintedCard
) -> None:
    small = shop.sale("800", qr(card))
    assert "card-pin" not in post(client, shop, "previews", small)
    assert "処理しています" in post(client, shop, "payments", small)
    large = shop.sale("2,000", qr(card))
    page = post(client, shop, "previews", large)
    assert 'type="password"' in page
    assert "暗証番号が必要です" in post(client, shop, "payments", large)
    again = post(client, shop, "payments", large | {"pin": "9999"})
    assert "あと4回" in again
    assert large["request_key"] in again  # nothing has to be scanned anew
    assert '"9999"' not in again
    assert "処理しています" in post(client, shop, "payments", large | {"pin": PIN})
    region.points.cards.serve.block(Counter(UDA, region.officer), card.number)
    assert "止められています" in post(client, shop, "previews", shop.sale("10", qr(card)))


def test_a_card_nobody_knows_and_a_mistyped_number_are_told_apart_from_a_phones_code(
    client: FlaskClient, shop: Shop
) -> None:
    unknown = shop.sale("10", code="https://x.example.jp/card#" + "0" * 20)
    assert "このカードは登録されていません" in post(client, shop, "previews", unknown)
