"""What a shop shows of itself, changed at its till: kept as typed until it is right, by its manager alone."""

from __future__ import annotations

from datetime import timedelta

from flask.testing import FlaskClient

from chain.clock import FixedClock
from tests.fixtures.chain import UDA
from tests.fixtures.web import SignIn
from tests.web.terminal.conftest import Shop
from wallet import Role

TYPED = {
    "category": "lodging", "address": "宇陀市大宇陀1-2-3", "latitude": "34.5221", "longitude": "135.9543",
    "hours_mon": "10:00-14:00, 17:00-25:00", "hours_holiday": "休", "hours_note": "第3水曜は定休日",
    "phone": "0745-82-1234", "web": "example.jp", "description_ja": "葛の菓子と薬草茶", "contact": "shop@example.jp",
}  # fmt: skip


def test_the_manager_changes_what_the_public_page_shows(client: FlaskClient, shop: Shop) -> None:
    address = f"/terminal/{shop.id}/shop"
    changed = client.post(address, data=TYPED | {"name_ja": "別の店"}, follow_redirects=True)
    assert "お店の案内を変えました" in changed.text
    assert all(f'value="{TYPED[name]}"' in changed.text for name in ("address", "hours_mon", "phone", "contact"))
    page = client.get(f"/shops/{shop.id}").text
    assert all(words in page for words in ("宿泊", "17:00–25:00", "0745-82-1234", "葛の菓子", "第3水曜", "薬草茶房"))
    assert "shop@example.jp" not in page
    assert "別の店" not in page  # the name is the municipality's to change


WRONG = {
    "hours_mon": ("朝から", "10:00-19:00"),
    "phone": ("電話なし", "数字とハイフン"),
    "latitude": ("0", "地図の位置"),
    "category": ("castle", "一覧から"),
    "description_ja": ("番号は 1234 5678 9018 です", "マイナンバー"),
}


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client: FlaskClient, shop: Shop) -> None:
    for field, (typed, words) in WRONG.items():
        refused = client.post(f"/terminal/{shop.id}/shop", data=TYPED | {field: typed})
        assert refused.status_code == 422
        assert words in refused.text
        assert "宇陀市大宇陀1-2-3" in refused.text
        assert field == "category" or typed in refused.text
    assert "0745-82-1234" not in client.get(f"/shops/{shop.id}").text


def test_a_cashier_and_the_staff_of_another_shop_change_nothing(
    client: FlaskClient, shop: Shop, sign_in: SignIn, clock: FixedClock
) -> None:
    address, cashiers = f"/terminal/{shop.id}/shop", shop.region.points.keep_cashiers
    cashiers.create(shop.id, shop.region.cashiers[shop.id], "店長", "2580", is_manager=True)
    cashier = cashiers.create(shop.id, shop.region.cashiers[shop.id], "青木", "2581", is_manager=False)
    clock.advance(timedelta(minutes=11))  # the sign-in is not fresh any more
    assert client.get(address).location.endswith("/person")
    client.post(f"/terminal/{shop.id}/person", data={"cashier": str(cashier), "pin": "2581"})
    assert client.get(address).status_code == 403
    assert client.post(address, data=TYPED).status_code == 403
    sign_in(roles=[(Role.MERCHANT_STAFF, "99")], email="other@example.jp")
    assert client.post(address, data=TYPED).status_code == 403


def test_a_stopped_shop_is_told_why(client: FlaskClient, shop: Shop) -> None:
    region = shop.region
    stopping = region.points.suspend_merchant
    asked = stopping.prepare(UDA, region.officer, shop.id, "口座の確認がとれないため", is_suspended=True)
    stopping.complete(asked.subject, region.sign(asked), region.officer)
    region.settle()
    page = client.get(f"/terminal/{shop.id}").text
    assert "取り扱いを止めています" in page
    assert "口座の確認がとれないため" in page
