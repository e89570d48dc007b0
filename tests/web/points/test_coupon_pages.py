"""A person's coupons: what can be used, chosen within the payment code, and what was used; nobody else's."""

from __future__ import annotations

import re
from uuid import uuid4

from flask.testing import FlaskClient

from chain.units import Points, Yen
from points.models.coupon_rules import Audience
from points.services.sale import Sale
from tests.fixtures.coupons import published_coupon
from tests.fixtures.points import Region
from tests.fixtures.web import SignIn


def code_in(page: str) -> str:
    found = re.search(r'data-payment-code="(\w+)"', page)
    assert found is not None
    return found[1]


def test_the_page_is_for_people_who_are_signed_in_and_says_when_there_is_none(
    client: FlaskClient, sign_in: SignIn
) -> None:
    assert "/signin" in client.get("/points/coupons").headers["Location"]
    sign_in()
    assert "いま使えるクーポンはありません" in client.get("/points/coupons").text


def test_a_coupon_is_chosen_with_the_code_used_at_the_till_and_then_gone(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    shop, me = region.shop(), sign_in().address
    coupon_id = published_coupon(region, minimum=Yen(500))
    for_cards = published_coupon(region, title_ja="会員の1割引き", audience=Audience.CARD_HOLDERS)
    page = client.get("/points/coupons").text
    assert "10%引き" in page
    assert f"/points/qr?coupon={coupon_id}" in page
    assert f"/points/qr?coupon={for_cards}" not in page  # shown, and why it cannot be used
    assert "アンバサダーカードなどをお持ちの方だけ" in page
    chosen = client.get(f"/points/qr?coupon={coupon_id}").text
    assert "のクーポンが付いています" in chosen
    assert f"/points/qr?coupon={coupon_id}" in chosen  # the next code carries it too
    assert "のクーポンが付いています" not in client.get(f"/points/qr?coupon={for_cards}").text
    order = Sale(shop, region.cashiers[shop], code_in(chosen), Points(0), uuid4().hex, cash=Yen(900), discount=Yen(100))
    since = 0
    region.points.coupons.take.take(order)
    told = client.get(f"/points/qr/payment?since={since}").text
    assert "クーポンを使いました（100円引き）" in told
    assert "900円" in told
    page = client.get("/points/coupons").text
    assert "使ったクーポン" in page
    assert "すでに使われています" in page
    assert "のクーポンが付いています" not in client.get(f"/points/qr?coupon={coupon_id}").text
    sign_in(email="somebody@example.jp")
    assert "使ったクーポン" not in client.get("/points/coupons").text
    assert me != sign_in(email="somebody@example.jp").address
