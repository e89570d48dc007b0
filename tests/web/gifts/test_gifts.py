"""A gift by link: wrapped at the checkout, opened by whoever has the link, taken once; and by nobody else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.wiring import Platform
from chain.clock import FixedClock
from chain.outbox import RelayEntry
from marketplace.models import Collection, Gift, GiftState, Order
from tests.fixtures.web import SignIn
from tests.web.marketplace.conftest import Market, offer_named

WORDS = {"recipient_name_1": "太郎", "giver_name_1": "花子", "message_1": "誕生日おめでとう。\n<b>また行こうね</b>"}


def checkout_of(client: FlaskClient, listing: int, quantity: int = 1) -> str:
    client.post("/cart/lines", data={"item": f"listing:{listing}", "quantity": quantity})
    return client.post("/checkouts").location


def given(client: FlaskClient, market: Market, sign_in: SignIn, listing: int, quantity: int = 1) -> str:
    """The secret of a gift that 花子 has paid for and that waits in custody."""
    market.give_yen(sign_in().address, 50_000)
    page = checkout_of(client, listing, quantity)
    assert client.post(f"{page}/gifts/1", data=WORDS).location == page
    signing = client.post(f"{page}/payment", data={"pay_by": "yen"}).location
    client.post(f"{signing}/signature")
    market.arrive(1)
    return link_of(client)


def link_of(client: FlaskClient) -> str:
    found = re.search(r"/gift#([\w-]{32})", client.post("/gifts/1/link").text)
    assert found
    return found[1]


def gift_of(platform: Platform) -> Gift:
    with platform.db.read() as session:
        return session.scalars(select(Gift)).one()


def sent(platform: Platform) -> list[str]:
    with platform.db.read() as session:
        entries = select(RelayEntry.subject).where(RelayEntry.subject.like("marketplace.gift:%"))
        return list(session.scalars(entries.order_by(RelayEntry.id)))


def test_a_gift_is_wrapped_told_by_link_and_taken_once(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    secret = given(client, market, sign_in, card, 2)
    with platform.db.read() as session:
        order = session.get_one(Order, 1)
        assert order.recipient == gift_of(platform).custody != order.buyer
    assert "受け取り待ち" in client.get("/gifts").text and "太郎" in client.get("/gifts/1").text
    assert secret not in client.get("/gifts/1").text
    assert client.get("/orders/1").location == "/checkouts/1"
    client.delete_cookie("musubi_signin")
    assert 'content="no-referrer"' in client.get("/gift").text
    assert client.post("/gift", data={"code": secret}).location == "/gift/open"
    shown = client.get("/gift/open").text
    assert "誕生日おめでとう" in shown and "&lt;b&gt;" in shown and "/signin?next=/gift/open" in shown
    assert "sign in" in client.get("/gift/open?lang=en").text.lower()
    client.get("/gift?lang=ja")
    assert "/signin" in client.post("/gift/taking").location
    taker = sign_in(email="taro@example.jp").address
    assert client.post("/gift/taking").location == client.post("/gift/taking").location == "/gift/open"  # twice
    assert "届けています" in client.get("/gift/open").text
    assert (gift_of(platform).state, gift_of(platform).taker) == (GiftState.TAKEN, taker)
    assert sorted(sent(platform)) == ["marketplace.gift:1:1", "marketplace.gift:1:2"]
    assert platform.marketplace.checkout.gifts.deliver.deliver_due() == 0
    sign_in(email="late@example.jp")
    client.post("/gift", data={"code": secret})
    refused = client.post("/gift/taking")
    assert refused.status_code == 409 and "もう受け取られています" in refused.text
    assert client.get("/gifts/1").status_code == client.post("/gifts/1/link").status_code == 404
    assert client.post("/gifts/1/return").status_code == 404
    sign_in()
    assert "太郎" in client.get("/gifts").text and "受け取られました" in client.get("/gifts/1").text
    assert client.post("/gifts/1/return").status_code == 409
    assert client.post("/gifts/1/link").status_code == 409
    assert secret not in caplog.text + capsys.readouterr().out


def test_a_secret_that_was_changed_replaced_or_never_made_opens_nothing(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn
) -> None:
    first = given(client, market, sign_in, card)
    second = link_of(client)
    for code in (first, second[:-1] + ("a" if second[-1] != "a" else "b"), second + "x", "", "あ", "x" * 200):
        answer = client.post("/gift", data={"code": code})
        assert answer.status_code == 404 and "見つかりませんでした" in answer.text
    sign_in(email="taro@example.jp")
    assert client.get("/gift/open").status_code == client.post("/gift/taking").status_code == 404
    client.post("/gift", data={"code": second})
    sign_in()
    link_of(client)  # a third: whoever had opened the second has nothing any more
    assert client.get("/gift/open").status_code == 404


def test_the_giver_takes_it_back_and_time_does_too(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform, clock: FixedClock
) -> None:
    secret = given(client, market, sign_in, card)
    client.post("/gift", data={"code": secret})
    assert "相手にはこのように見えます" in client.get("/gift/open").text
    assert client.post("/gift/taking").status_code == 409  # one's own
    clock.advance(timedelta(days=31))
    sign_in(email="taro@example.jp")
    client.post("/gift", data={"code": secret})
    assert "期限は過ぎました" in client.post("/gift/taking").text
    sign_in()
    assert client.post("/gifts/1/return").status_code == client.post("/gifts/1/return").status_code == 303
    assert "戻しています" in client.get("/gifts/1").text
    assert platform.marketplace.checkout.gifts.deliver.deliver_due() == 1
    assert platform.marketplace.checkout.gifts.deliver.deliver_due() == 0
    assert sent(platform) == ["marketplace.gift:1:1"]
    assert gift_of(platform).state == GiftState.RETURNED


def test_what_cannot_be_a_gift_is_said_and_what_was_typed_stays(
    client: FlaskClient, market: Market, card: int, sign_in: SignIn, platform: Platform
) -> None:
    museum = market.offer(replace(offer_named("mukawa-museum-vip"), per_buyer=0))
    market.give_yen(sign_in().address, 50_000)
    page = checkout_of(client, card)
    for wrong, words in (({"recipient_name_1": " "}, 'value="花子"'), ({"message_1": "長" * 201}, "長" * 201)):
        refused = client.post(f"{page}/gifts/1", data=WORDS | wrong)
        assert refused.status_code == 422 and words in refused.text and "notice--error" in refused.text
    client.post(f"{page}/gifts/1", data=WORDS)
    assert "太郎さんへの贈り物" in client.get(page).text
    before = gift_of(platform).custody
    client.post(f"{page}/gifts/1", data=WORDS | {"recipient_name_1": "次郎"})
    assert gift_of(platform).custody == before
    sign_in(email="other@example.jp")
    assert client.post(f"{page}/gifts/1", data=WORDS).status_code == 404
    assert client.post(f"{page}/gifts/1/removal").status_code == 404
    other = checkout_of(client, museum)
    assert client.post(f"{other}/gifts/1", data=WORDS).status_code == 404  # another checkout's
    sign_in()
    assert client.post(f"{page}/gifts/1/removal").location == page
    with platform.db.write() as session:
        assert session.get_one(Order, 1).recipient == session.get_one(Order, 1).buyer
        session.query(Collection).update({"locked": True})
    refused = client.post(f"{page}/gifts/1", data=WORDS)
    assert refused.status_code == 409 and "人にゆずれないため" in refused.text
    client.post(f"{page}/cancellation")
    assert client.post(f"{page}/gifts/1", data=WORDS).status_code == 409
