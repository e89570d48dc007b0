"""Who sells: a page for everybody, and the desk at which its words are kept."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.web import SignIn
from tests.web.invoices.conftest import CARD, SHOP, TOWN, Papers
from wallet import Role

WORDS = {
    "legal_name": "山の茶屋合同会社", "responsible": "山本 葉", "place": "奈良県宇陀市1-1", "phone": "0745-00-0000",
    "email": "tea@example.jp", "delivery_ja": "予約の日にお渡しします。", "delivery_en": "On the booked day.",
    "returns_ja": "使う前なら店頭でお返しします。", "returns_en": "Unused ones are taken back at the shop.",
    "invoice_number": "T1234567890123",
}  # fmt: skip


def test_a_seller_without_words_has_a_page_all_the_same(client: FlaskClient, papers: Papers) -> None:
    listing = papers.market.offer(CARD)
    assert f"/sellers/towns/{TOWN}" in client.get(f"/items/{listing}").text
    shown = client.get(f"/sellers/towns/{TOWN}").text
    for words in ("特定商取引法に基づく表示", "宇陀市", "ご請求があれば", "届け出ていません"):
        assert words in shown
    assert "Seller" in client.get(f"/sellers/towns/{TOWN}?lang=en").text
    for unknown in ("/sellers/towns/131016", "/sellers/towns/x", "/sellers/shops/9999"):
        assert client.get(unknown).status_code == 404


def test_a_shop_keeps_its_words_and_nobody_else_does(
    client: FlaskClient, app: Flask, papers: Papers, sign_in: SignIn
) -> None:
    listing = papers.market.offer(CARD)
    papers.by_shop(listing)
    desk = f"/sell/{SHOP}/seller"
    assert client.get(desk).status_code in (302, 303)
    for roles in ([], [(Role.MERCHANT_STAFF, "72")], [(Role.OFFICER, TOWN)]):
        sign_in(roles=roles, email=f"other{len(roles)}{roles[0][0] if roles else ''}@example.jp")
        assert client.get(desk).status_code == 403
        assert client.post(desk, data=WORDS).status_code == 403
    sign_in(roles=[(Role.MERCHANT_STAFF, str(SHOP))], email="shop@example.jp")
    assert client.get(desk).status_code == 200
    refused = client.post(desk, data=WORDS | {"invoice_number": "T123"})
    assert refused.status_code == 422 and "山の茶屋合同会社" in refused.text and 'value="T123"' in refused.text
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(desk, data=WORDS).status_code == 400
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post(desk, data=WORDS).status_code == 303
    shown = client.get(f"/sellers/shops/{SHOP}").text
    assert all(WORDS[name] in shown for name in WORDS if not name.endswith("_en"))
    assert WORDS["returns_en"] in client.get(f"/sellers/shops/{SHOP}?lang=en").text
    item = client.get(f"/items/{listing}?lang=ja").text
    assert "山の茶屋合同会社" in item and WORDS["returns_ja"] in item

    sign_in(email="buyer@example.jp")
    buyer = sign_in(email="buyer@example.jp").address
    papers.buy(buyer, listing)
    papers.advance()
    [receipt] = papers.issued()
    assert (receipt.issuer_ja, receipt.invoice_number) == ("山の茶屋合同会社", "T1234567890123")


@pytest.mark.parametrize(("number", "status"), [("T8000020130001", 303), ("T8000020130002", 422), ("", 303)])
def test_the_number_of_a_town_has_a_check_digit(
    client: FlaskClient, papers: Papers, sign_in: SignIn, number: str, status: int
) -> None:
    papers.market.offer(CARD)
    sign_in(roles=[(Role.OFFICER, TOWN)], email="officer@example.jp")
    assert client.post(f"/console/{TOWN}/selling/seller", data={"invoice_number": number}).status_code == status
