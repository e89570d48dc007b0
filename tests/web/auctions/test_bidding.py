"""From the list to a bid, whatever stands in the way, and how it stands afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.wiring import Platform
from chain.clock import FixedClock
from marketplace.models.auctions import AuctionBid, BidReturned, BidState
from tests.fixtures.web import SignIn
from tests.web.auctions.conftest import TOWN, Desk, address

RIVAL = address("rival")


def bids_of(platform: Platform) -> int:
    with platform.db.read() as session:
        return session.scalar(select(func.count()).select_from(AuctionBid)) or 0


def test_visitors_see_what_is_named_how_it_stands_and_every_bid_without_names(client: FlaskClient, desk: Desk) -> None:
    assert "いま開かれているオークションはありません" in client.get("/auctions").text
    number = desk.open()
    assert "50,000円から" in client.get("/auctions").text
    page = client.get(f"/auctions/{number}").text
    for words in (
        "舟橋会館 ホール",
        "年1回、ホールを1日使えます",
        "あと3日 0時間",
        "会社の名前も使えます。",
        "入札はまだありません。",
    ):
        assert words in page
    assert 'value="50000"' in page
    desk.bid(number, RIVAL, 60_000)
    desk.bid(number, address("third"), 61_000)
    page = client.get(f"/auctions/{number}").text
    assert 'value="62000"' in page
    assert page.index("入札者 2") < page.index("入札者 1")
    assert RIVAL not in page
    english = client.get(f"/auctions/{number}?lang=en").text
    assert "Name Funahashi Hall" in english and "¥61,000" in english
    assert client.get("/auctions/999").status_code == 404


def test_a_part_of_the_page_asks_again_and_loads_anew_when_the_auction_has_closed(
    client: FlaskClient, desk: Desk, clock: FixedClock
) -> None:
    number = desk.open()
    part = client.get(f"/auctions/{number}?state=open", headers={"HX-Request": "true"})
    assert "<html" not in part.text and 'hx-trigger="every 5s"' in part.text and 'hx-swap-oob="true"' in part.text
    clock.advance(timedelta(days=2, hours=23, minutes=51))
    part = client.get(f"/auctions/{number}?state=open", headers={"HX-Request": "true"})
    assert 'hx-trigger="every 1s"' in part.text and "あと9分 0秒" in part.text
    clock.advance(timedelta(minutes=9))
    closed = client.get(f"/auctions/{number}?state=open", headers={"HX-Request": "true"})
    assert closed.headers["HX-Refresh"] == "true"
    assert "まもなく結果が決まります" in client.get(f"/auctions/{number}").text


def test_a_bid_goes_over_the_review_and_the_signature_to_its_own_page(
    client: FlaskClient, desk: Desk, sign_in: SignIn, platform: Platform
) -> None:
    number = desk.open()
    review = f"/auctions/{number}/bids/new?amount=55%2C000"
    assert client.get(review).location.startswith("/signin?next=")
    me = sign_in().address
    desk.give_yen(me, 50_500)
    page = client.get(review).text
    assert "残高があと4,500円足りません" in page and f"/auctions/{number}/bids/new" in page
    desk.give_yen(me, 2_000_000)
    assert "55,000" in client.get(review).text
    assert "10倍以上です" in client.get(f"/auctions/{number}/bids/new?amount=500000").text
    signing = client.post(f"/auctions/{number}/bids", data={"amount": "55000"})
    asked = client.get(signing.location).text
    assert "55,000円" in asked and "すぐに全額が戻ります" in asked
    done = client.post(f"{signing.location}/signature")
    assert done.location.startswith("/bids/")
    client.post(f"{signing.location}/signature")
    bid_id = int(done.location.rsplit("/", 1)[1])
    assert "入札を送っています" in client.get(done.location).text
    desk.arrive(bid_id)
    part = client.get(done.location, headers={"HX-Request": "true"}).text
    assert "<html" not in part and "いまの最高額は、あなたの入札です" in part
    leads = client.post(f"/auctions/{number}/bids", data={"amount": "60000"})
    assert leads.status_code == 409 and "確認の印" in leads.text
    again = client.post(f"/auctions/{number}/bids", data={"amount": "60000", "raises_own": "1"})
    assert again.location.startswith("/sign/")
    desk.bid(number, RIVAL, 70_000)
    assert "残高に戻っています" in client.get(f"/auctions/{number}").text
    assert "ほかの人が上回りました" in client.get("/bids").text
    late = client.post(f"{again.location}/signature")  # overtaken between the review and the signature
    assert late.status_code == 422 and "71,000円以上" in late.text
    assert bids_of(platform) == 3


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "50,000円以上"), ("49999", "50,000円以上"), ("-1", "0以上の数"), ("1.5", "数字だけ"),
        ("", "入力してください"),
        ("99999999999999999999", "数が大きすぎます"), ("五万", "数字だけ"),
    ],
)  # fmt: skip
def test_an_amount_that_cannot_be_bid_says_why_and_is_kept(
    client: FlaskClient, desk: Desk, sign_in: SignIn, platform: Platform, amount: str, words: str
) -> None:
    number, me = desk.open(), sign_in().address
    desk.give_yen(me, 10**9)
    for answer in (
        client.get(f"/auctions/{number}/bids/new", query_string={"amount": amount}),
        client.post(f"/auctions/{number}/bids", data={"amount": amount}),
    ):
        assert answer.status_code in (409, 422)
        assert words in answer.text
    assert bids_of(platform) == 0


def test_a_bid_after_the_end_and_one_that_failed_say_so_and_that_no_money_moved(
    client: FlaskClient, desk: Desk, sign_in: SignIn, platform: Platform, clock: FixedClock
) -> None:
    number, me = desk.open(), sign_in().address
    desk.give_yen(me, 100_000)
    signing = client.post(f"/auctions/{number}/bids", data={"amount": "50000"}).location
    done = client.post(f"{signing}/signature").location
    with platform.db.write() as session:
        bid = session.get_one(AuctionBid, int(done.rsplit("/", 1)[1]))
        bid.state, bid.error_name = BidState.FAILED, "AuctionNotOpen"
    page = client.get(done).text
    assert "届いたときには、受け付けが終わっていました。" in page and "お金は動いていません" in page
    assert "不成立" in client.get("/bids").text
    clock.advance(timedelta(days=3))
    over = client.post(f"/auctions/{number}/bids", data={"amount": "50000"})
    assert over.status_code == 409 and "入札の受け付けは終わりました。お金は動いていません。" in over.text


def test_sellers_and_strangers_are_refused(app: Flask, client: FlaskClient, desk: Desk, sign_in: SignIn) -> None:
    number = desk.open()
    desk.give_yen(TOWN, 10**6)
    sign_in(TOWN)
    refused = client.post(f"/auctions/{number}/bids", data={"amount": "50000"})
    assert refused.status_code == 409 and "売る側の人" in refused.text
    bid = desk.bid(number, sign_in(email="a@example.jp").address, 50_000)
    assert client.get(f"/bids/{bid}").status_code == 200
    sign_in(email="b@example.jp")
    assert client.get(f"/bids/{bid}").status_code == 404
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"/auctions/{number}/bids", data={"amount": "60000"}).status_code == 400
    assert client.post("/bids/refunds").status_code == 400


def test_kept_money_is_asked_for_once(client: FlaskClient, desk: Desk, sign_in: SignIn, platform: Platform) -> None:
    me = sign_in().address
    client.post("/bids/refunds")
    assert "お返しするお金はありません" in client.get("/bids").text
    with platform.db.write() as session:
        session.add(BidReturned(auction_number=1, bidder=me, amount=50_000, is_held=True, **desk.fact()))
    assert "50,000円をお預かりしています" in client.get("/bids").text
    assert client.post("/bids/refunds").location == "/bids"
    assert "送る手続きをしています" in client.get("/bids").text
