"""From the holder's address to the parcel, the countdown, and the address erased."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from app.own_data.gathering import gather
from app.wiring import event_handlers
from chain.clock import FixedClock
from chain.events import route_pending
from chain.ids import Address
from marketplace.models.deliveries.rows import ShippingAddress, ShippingAddressView
from tests.web.deliveries.conftest import HARVEST, HOUSE, JAPAN, Farm, of_shop
from tests.web.marketplace.conftest import address

SHIPPED = {"carrier": "ヤマト運輸", "tracking": "4012-3456-7890"}


def kept(farm: Farm) -> list[ShippingAddress]:
    with farm.platform.db.read() as session:
        return list(session.scalars(select(ShippingAddress)))


def test_from_the_address_to_the_parcel_and_the_countdown(farm: Farm, clock: FixedClock) -> None:
    client, holder = farm.client, farm.holder()
    token = farm.sell(HARVEST, holder)
    form = f"{token}/delivery-address"
    assert "あと12回 · 次は" in client.get(token).text and "あと12回 · 次は" in client.get("/collection").text
    assert "いま買うと、最初のお届け" in client.get("/items/" + str(_listing(farm))).text
    assert "お届け先を書く" in client.get(token).text
    for fault, words in (
        ({"name": ""}, "入力してください"),
        ({"postal_code": "1"}, "郵便番号の形"),
        ({"street_address": "宇陀市 1234 5678 9018"}, "マイナンバー"),
        ({"phone": "12"}, "電話番号を確かめて"),
        ({"country_code": "FR"}, "日本国内だけ"),
    ):
        refused = client.post(form, data=JAPAN | fault)
        assert refused.status_code == 422 and words in refused.text, fault
        assert "奈良県" in refused.text and 'name="phone"' in refused.text
    assert '<html lang="en"' in client.get(f"{form}?lang=en").text
    client.get(f"{form}?lang=ja")
    assert client.post(form, data=JAPAN).status_code == 303
    assert "山田 花子" in client.get(token).text and "山田 花子" in client.get(form).text
    (row,) = kept(farm)
    assert "山田".encode() not in row.sealed and b"090" not in row.sealed
    own = gather(farm.platform, holder)["marketplace"]
    assert own["shipping_addresses"][0]["name"] == "山田 花子"

    desk = farm.town()
    page = client.get(f"{desk}/deliveries").text
    assert "送れます" in page and "山田" not in page and "拾生" not in page
    assert client.get(f"{desk}/deliveries?lang=en").status_code == 200
    number = _series(farm)
    labels, sheet = (client.get(f"{desk}/deliveries/{number}/{name}?lang=ja") for name in ("labels", "addresses.csv"))
    assert "〒633-2166" in labels.text and "山田 花子 様" in labels.text
    assert "奈良県宇陀市大宇陀拾生1846" in sheet.text and "☎090-1234-5678" in sheet.text
    with farm.platform.db.read() as session:
        assert len(session.scalars(select(ShippingAddressView)).all()) == 2
    sent = client.post(f"{desk}/deliveries/{address(HARVEST.series)}/1/shipment", data=SHIPPED)
    assert sent.status_code == 303
    again = client.post(f"{desk}/deliveries/{address(HARVEST.series)}/1/shipment", data=SHIPPED)
    assert again.status_code == 303 and farm.delivery().use == 1  # the address was for one delivery
    assert "まだお届け先を書いていません" in client.get(f"{desk}/deliveries").text
    assert farm.counted() == 1

    farm.holder()
    page = client.get(token).text
    assert "あと11回" in page and "4012-3456-7890" in page and "売り手が見た日時" not in page
    route_pending(farm.platform.db, event_handlers(farm.platform), clock.now())
    assert "のお届けを送りました" in client.get("/notices").text
    delivery = farm.delivery().id
    assert client.post(f"/deliveries/{delivery}/loss").status_code == 303
    assert "届いていません" in client.get(token).text
    clock.advance(timedelta(days=20))
    farm.town()
    assert client.post(f"{desk}/deliveries/{delivery}/replacement", data=SHIPPED).status_code == 303
    farm.holder()
    assert client.post(f"/deliveries/{delivery}/arrival").status_code == 303
    assert "あと11回" in client.get(token).text
    assert farm.platform.marketplace.deliveries.addresses.forget() == 0
    clock.advance(timedelta(days=31))
    assert farm.platform.marketplace.deliveries.addresses.forget() == 1 and kept(farm) == []
    with farm.platform.db.read() as session:
        assert not session.scalars(select(ShippingAddressView)).all()


def test_nobody_else_sees_an_address_or_sends(farm: Farm) -> None:
    client, holder = farm.client, farm.holder()
    token = farm.sell(of_shop(HARVEST, 71), holder)
    form, number = f"{token}/delivery-address", _series(farm)
    assert client.post(form, data=JAPAN | {"which": "all"}).status_code == 303
    farm.sign_in(email="else@example.jp")
    assert client.get(form).status_code == 403 and client.post(form, data=JAPAN).status_code == 403
    assert client.post(f"{form}/erasure").status_code == 403
    assert "山田" not in client.get(token).text
    parcel = f"deliveries/{address(HARVEST.series)}/1/shipment"
    for sign_in in (partial(farm.town, HARVEST), partial(farm.town, HOUSE), partial(farm.shop, 72)):  # town of the shop
        desk = sign_in()
        assert client.get(f"{desk}/deliveries/{number}/labels").status_code == 404
        assert client.get(f"{desk}/deliveries/{number}/addresses.csv").status_code == 404
        assert client.post(f"{desk}/{parcel}", data=SHIPPED).status_code == 404
    desk = farm.shop(71)
    assert "山田 花子" in client.get(f"{desk}/deliveries/{number}/labels").text
    assert client.get(f"/console/{HARVEST.municipality}/selling/deliveries").status_code in (403, 404)
    assert client.post(f"{desk}/{parcel}", data=SHIPPED).status_code == 303
    delivery = farm.delivery().id
    farm.sign_in(email="else@example.jp")
    assert client.post(f"/deliveries/{delivery}/loss").status_code == 404


def test_a_borrower_sends_nothing_elsewhere_and_a_buyer_does_not_inherit_an_address(farm: Farm) -> None:
    client, holder = farm.client, farm.holder()
    token = farm.sell(HARVEST, holder)
    assert client.post(f"{token}/delivery-address", data=JAPAN | {"which": "all"}).status_code == 303
    friend = farm.sign_in(email="friend@example.jp").address
    farm.lend(friend)
    assert client.get(f"{token}/delivery-address").status_code == 403
    assert client.post(f"{token}/delivery-address", data=JAPAN).status_code == 403
    desk = farm.town()
    assert "送れます" not in client.get(f"{desk}/deliveries").text
    farm.lend(Address("0x" + "0" * 40))
    farm.move(friend)
    assert "山田" not in client.get(f"{desk}/deliveries/{_series(farm)}/labels").text
    farm.sign_in(email="friend@example.jp")
    assert "山田" not in client.get(f"{token}/delivery-address").text
    assert farm.platform.marketplace.deliveries.addresses.forget() == 1 and kept(farm) == []


def test_who_keeps_the_key_signs_the_next_use_ahead(farm: Farm, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    client, holder, wallet = farm.client, farm.holder(), farm.platform.wallet
    token = farm.sell(HARVEST, holder)
    monkeypatch.setattr(type(wallet), "is_managed", lambda *_: False)
    answer = client.post(f"{token}/delivery-address", data=JAPAN)
    assert answer.status_code == 303 and answer.location.startswith("/sign/")
    assert "この回の署名がまだありません" in client.get(token).text
    desk, parcel = farm.town(), f"deliveries/{address(HARVEST.series)}/1/shipment"
    assert "署名待ち" in client.get(f"{desk}/deliveries").text
    client.post(f"{desk}/{parcel}", data=SHIPPED)
    assert "署名をまだしていません" in client.get(f"{desk}/deliveries").text
    (row,) = kept(farm)
    farm.platform.marketplace.deliveries.addresses.complete(str(row.signed_id), b"\x01" * 65)
    client.post(f"{desk}/{parcel}", data=SHIPPED)
    assert farm.counted() == 1


def test_who_has_no_address_is_reminded_once_a_season(farm: Farm, clock: FixedClock) -> None:
    holder = farm.holder()
    farm.sell(HARVEST, holder)
    remind = farm.platform.marketplace.deliveries.remind.remind
    told = 0
    for _ in range(8):
        clock.advance(timedelta(days=15))
        told += remind()
        assert remind() == 0
    assert told in (1, 2)
    route_pending(farm.platform.db, event_handlers(farm.platform), clock.now())
    farm.holder()
    page = farm.client.get("/notices").text
    assert "お届け先を教えてください" in page and "回数は減りません" in page


def test_the_fields_follow_the_country_and_keep_what_was_typed(farm: Farm) -> None:
    typed = {"country_code": "US", "name": "Ann Lee", "street_address": "1 Main St"}
    shown = farm.client.post("/addresses/fields", data=typed).text
    assert "California" in shown and 'value="Ann Lee"' in shown and "ZIPコード" in shown
    shown = farm.client.post("/addresses/fields?prefix=g0_&phone=0", data={"g0_country_code": "FR"}).text
    assert 'id="g0_address-fields"' in shown and 'name="g0_city"' in shown
    assert "<script" not in farm.client.post('/addresses/fields?prefix="><script>', data=typed).text


def _listing(farm: Farm) -> int:
    with farm.platform.db.read() as session:
        from marketplace.models import ChainListing

        return session.scalars(select(ChainListing.number)).one()


def _series(farm: Farm) -> int:
    with farm.platform.db.read() as session:
        from marketplace.models import Collection

        return session.scalars(select(Collection.number)).one()
