"""Posters: the QR leads to the shop, the words are there in both languages, the paper has its size, and who may."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask.testing import FlaskClient

from tests.fixtures.chain import MUKAWA, UDA
from tests.fixtures.papers import Printed, page_millimetres, pages
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from wallet import Role

POSTERS = f"/console/{UDA}/merchants/posters.pdf"


def test_a_poster_leads_to_its_shop_and_says_how_to_pay(
    client: FlaskClient, region: Region, sign_in: SignIn, printed: Printed
) -> None:
    region.program(name="くらし応援ポイント")
    shop = region.shop("薬草茶房")
    till = f"/terminal/{shop}"
    sign_in(roles=[(Role.MERCHANT_STAFF, str(shop))], email="cashier@example.jp")
    assert f"{till}/poster.pdf?size=a5" in client.get(f"{till}/code").text
    for size, millimetres in (("a4", (210, 297)), ("a5", (148, 210)), ("a0", (210, 297))):
        paper = client.get(f"{till}/poster.pdf?size={size}")
        assert paper.mimetype == "application/pdf"
        assert (pages(paper.data), page_millimetres(paper.data)) == (1, millimetres)
    assert set(printed.codes) == {region.points.shop_codes.shop_pay_url(shop)}
    words = set(printed.words)
    assert {"薬草茶房", "宇陀市", "カメラで読み取る", "Scan with your phone", "くらし応援ポイント"} <= words
    sign_in()  # the customer's phone opens the shop
    assert "薬草茶房 に支払う" in client.get(urlsplit(printed.codes[0]).path).text
    assert client.get(f"{till}/poster.pdf").status_code == 403
    sign_in(roles=[(Role.MERCHANT_STAFF, "99")], email="other@example.jp")
    assert client.get(f"{till}/poster.pdf").status_code == 403


def test_an_officer_prints_all_shops_or_the_chosen_ones(
    client: FlaskClient, region: Region, sign_in: SignIn, printed: Printed
) -> None:
    sign_in(region.officer)
    assert "ポスターにできるお店がありません" in client.get(POSTERS, follow_redirects=True).text
    first, second = region.shop("薬草茶房"), region.shop("道の駅")
    assert f'value="{first}"' in client.get(f"/console/{UDA}/merchants").text
    url = region.points.shop_codes.shop_pay_url
    assert pages(client.get(f"{POSTERS}?size=a5").data) == 2
    assert set(printed.codes) == {url(first), url(second)}
    printed.pictures.clear()
    assert pages(client.get(f"{POSTERS}?shop={second}&shop=99").data) == 1
    assert printed.codes == [url(second)]
    assert pages(client.get(f"/console/{MUKAWA}/merchants/posters.pdf?shop={first}").data) == 0
    sign_in(roles=[(Role.OFFICER, MUKAWA)], email="neighbour@example.jp")
    assert client.get(POSTERS).status_code == 403
    sign_in(roles=[(Role.OPERATOR, "")], email="operator@example.jp")
    assert client.get(POSTERS).status_code == 403
