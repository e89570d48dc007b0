"""Coupons at the till: price, discount and rest before the press; once; with points, with cash alone, by paper card."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from chain.units import Yen
from points.models.coupon_rules import CouponKind
from points.services.cards.card_token import card_address
from points.services.cards.record_act import Counter
from tests.fixtures.chain import UDA
from tests.fixtures.coupons import published_coupon
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn
from tests.web.terminal.conftest import Shop
from wallet import Role

HTMX = {"HX-Request": "true"}


@pytest.fixture
def coupon(region: Region) -> int:
    return published_coupon(region, minimum=Yen(300))


def fields(page: str) -> dict[str, str]:
    """What the button that takes the sale would send."""
    form = page[page.index("data-till-take") :].split("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def preview(client: FlaskClient, shop: Shop, sale: dict[str, str]) -> str:
    return client.post(f"/terminal/{shop.id}/previews", data=sale, headers=HTMX).text


def take(client: FlaskClient, shop: Shop, sale: dict[str, str]) -> str:
    return client.post(f"/terminal/{shop.id}/payments", data=sale, headers=HTMX).text


def code(shop: Shop, coupon: int, holder: str = "") -> str:
    return shop.region.points.issue_payment_code.issue(holder or shop.customer, coupon).payload  # type: ignore[arg-type]


def test_price_discount_and_rest_are_seen_before_the_press_and_on_the_receipt(
    client: FlaskClient, shop: Shop, coupon: int
) -> None:
    seen = preview(client, shop, shop.sale("1000", code(shop, coupon)))
    assert re.search(r"合計</dt><dd>1,000円", seen)
    assert re.search(r"−100円", seen)
    assert re.search(r"残りのお支払い</dt><dd>900円", seen)
    sale = fields(seen)
    assert sale["discount"] == "100"
    for _ in range(2):  # the second press changes nothing
        assert "受け取れませんでした" not in take(client, shop, sale)
    shop.region.settle()
    shown = take(client, shop, sale)
    assert "受け取りました" in shown
    assert "合計 1,000円・クーポン −100円" in shown
    assert int(shop.region.balance(shop.customer).total) == 100
    payment = re.search(r"/payments/(\d+)/refund", shown)
    assert payment is not None
    receipt = client.get(f"/terminal/{shop.id}/payments/{payment[1]}/receipt", follow_redirects=True).text
    assert "4つのまちの1割引き" in receipt
    assert "−100円" in receipt
    refund = client.get(f"/terminal/{shop.id}/payments/{payment[1]}/refund").text
    assert "right_amount" not in refund  # the whole sale or nothing
    part = {"amount": "100", "request_key": "k" * 8}
    answer = client.post(f"/terminal/{shop.id}/payments/{payment[1]}/refunds", data=part)
    assert answer.status_code == 409
    assert "全額（900 ポイント）だけ返金できます" in answer.text
    day = client.get(f"/terminal/{shop.id}/day").text
    assert "クーポンの値引き" in day
    closing = client.post(f"/terminal/{shop.id}/closings", follow_redirects=True).text
    assert "クーポンを出した自治体がお店に支払います" in closing


def test_a_coupon_that_does_not_hold_is_said_and_the_sale_goes_on_without(
    client: FlaskClient, shop: Shop, coupon: int
) -> None:
    seen = preview(client, shop, shop.sale("299", code(shop, coupon)))
    assert "300円以上のお買い物で使えます" in seen
    sale = fields(seen)
    assert "discount" not in sale
    assert "受け取れませんでした" not in take(client, shop, sale)
    forged = shop.sale("299", code(shop, coupon)) | {"discount": "200"}
    assert "300円以上のお買い物で使えます" in take(client, shop, forged)
    shop.region.settle()
    assert int(shop.region.balance(shop.customer).total) == 701


def test_a_visitor_without_points_pays_the_rest_in_cash_and_it_can_be_given_back(
    client: FlaskClient, shop: Shop, coupon: int, sign_in: SignIn
) -> None:
    visitor = shop.region.person()
    sale = fields(preview(client, shop, shop.sale("1000", code(shop, coupon, visitor))))
    assert (sale["cash"], sale["discount"]) == ("900", "100")
    done = take(client, shop, sale)
    assert "現金 900円</strong>" in done
    assert "現金 900円</strong>" in take(client, shop, sale)
    lost = client.post(
        f"/terminal/{shop.id}/sales/{sale['request_key']}/withdrawal", data={"code": sale["code"]}, headers=HTMX
    )
    assert "現金 900円</strong>" in lost.text  # the answer that never arrived
    again = preview(client, shop, shop.sale("1000", code(shop, coupon, visitor)))
    assert "すでに使われています" in again
    assert "クーポンと現金だけの会計" in client.get(f"/terminal/{shop.id}/day").text
    back = re.search(rf"/terminal/{shop.id}/coupon-sales/\d+/return", done)
    assert back is not None
    assert "クーポンを戻しました" in client.post(back[0], follow_redirects=True).text
    free = fields(preview(client, shop, shop.sale("1000", code(shop, coupon, visitor))))
    assert free["discount"] == "100"  # it can be used again
    other = shop.region.shop("別の店")
    sign_in(roles=[(Role.MERCHANT_STAFF, str(other))], email="other@example.jp")
    assert client.get(back[0].removesuffix("/return")).status_code == 403
    assert client.get(back[0].removesuffix("/return").replace(f"/{shop.id}/", f"/{other}/")).status_code == 404
    assert client.post(back[0].replace(f"/{shop.id}/", f"/{other}/")).status_code == 404


def test_points_coupon_and_cash_in_one_sale(client: FlaskClient, shop: Shop) -> None:
    coupon = published_coupon(shop.region, kind=CouponKind.FIXED, yen_off=Yen(300))
    short = preview(client, shop, shop.sale("2000", code(shop, coupon)))
    assert "クーポンで300円引き、ポイントを全部使い、残り700円は現金で" in short
    again = dict(re.findall(r'name="(\w+)" value="([^"]*)"', short.split("</form>")[0]))
    sale = fields(preview(client, shop, again))
    assert (sale["amount"], sale["cash"], sale["discount"]) == ("2000", "700", "300")
    take(client, shop, sale)
    shop.region.settle()
    assert int(shop.region.balance(shop.customer).total) == 0


def test_whoever_shows_a_paper_card_is_offered_what_holds_there(client: FlaskClient, shop: Shop, coupon: int) -> None:
    cards, counter = shop.region.points.cards, Counter(UDA, shop.region.officer)
    (card,) = cards.make.print(counter, cards.make.make(counter, "窓口", 1))
    cards.serve.hand_over(counter, card.number, "2580", "2580")
    shown = shop.sale("1000", card_address("https://points.example.jp", card.token))
    offered = preview(client, shop, shown)
    assert "ポイントが足りません" in offered
    assert "クーポンを使う：4つのまちの1割引き（100円引き）" in offered
    assert f'name="coupon" value="{coupon}"' in offered
    chosen = preview(client, shop, shown | {"coupon": str(coupon)})
    sale = fields(chosen)
    assert (sale["coupon"], sale["discount"], sale["cash"]) == (str(coupon), "100", "900")
    assert "現金 900円</strong>" in take(client, shop, sale)


def test_a_cashier_gives_own_coupons_back_and_for_a_while(client: FlaskClient, shop: Shop, coupon: int) -> None:
    till = f"/terminal/{shop.id}"
    for name, pin in (("店長", "2580"), ("ゆき", "4711"), ("けん", "5813")):
        client.post(f"{till}/cashiers", data={"name": name, "pin": pin})
    client.post(f"{till}/person", data={"cashier": 2, "pin": "4711"})
    visitor = shop.region.person()
    take(client, shop, fields(preview(client, shop, shop.sale("1000", code(shop, coupon, visitor)))))
    assert client.get(f"{till}/coupon-sales/1").status_code == 200
    client.post(f"{till}/person", data={"cashier": 3, "pin": "5813"})
    assert client.get(f"{till}/coupon-sales/1").status_code == 404
    assert client.post(f"{till}/coupon-sales/1/return").status_code == 404
    assert "クーポンと現金だけの会計" not in client.get(f"{till}/day").text
    client.post(f"{till}/person", data={"cashier": 2, "pin": "4711"})
    shop.region.platform.clock.advance(timedelta(minutes=31))  # type: ignore[attr-defined]
    late = client.post(f"{till}/coupon-sales/1/return")
    assert late.status_code == 409
    assert "30分以内" in late.text
    client.post(f"{till}/person", data={"cashier": 1, "pin": "2580"})
    assert client.post(f"{till}/coupon-sales/1/return").status_code == 303
    closing = client.post(f"{till}/closings", follow_redirects=True).text
    assert "ゆき" in closing  # who took it
    assert "戻したクーポンの値引き" in closing
