"""An officer writes a naming auction, signs it twice, calls it off; names are reviewed by the town's own officers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.wiring import Platform
from chain.clock import FixedClock
from chain.outbox import RelayEntry
from marketplace.models import ChainCollection
from marketplace.models.auctions import Auction, ChainAuction, NameState
from marketplace.models.auctions.names import NameProposal, NameWords
from tests.fixtures.web import SignIn
from tests.web.auctions.conftest import FUNAHASHI, SERIES, Desk
from wallet import Role

HOME = f"/console/{FUNAHASHI}/auctions"
GOOD = {
    "property_ja": "舟橋会館 ホール", "property_en": "Funahashi Hall", "place_ja": "役場のとなり", "place_en": "",
    "name_ja": "舟橋会館 ホールの名付け親", "name_en": "Name Funahashi Hall", "story_ja": "村の真ん中のホールです。",
    "story_en": "The hall of the village.", "gives_ja": "年1回の利用\n銘板のレプリカ", "gives_en": "",
    "scene": "sunflowers",
    "reserve": "50,000", "increment": "1000", "opens_at": "2026-11-25T10:00", "closes_at": "2026-12-01T21:00",
    "extension": "5", "shown_from": "2027-04-01", "shown_until": "2030-03-31", "longest_name": "12",
    "rules_ja": "会社の名前も使えます。", "rules_en": "", "criteria_ja": "親しまれること", "criteria_en": "",
    "payee": ["town", "platform", ""], "percent": ["95", "5.00", ""],
}  # fmt: skip


@pytest.fixture
def officer(desk: Desk, sign_in: SignIn) -> str:
    return sign_in(email="officer@example.jp", roles=[(Role.OFFICER, str(FUNAHASHI))]).address


def subjects(platform: Platform) -> list[str]:
    with platform.db.read() as session:
        return list(session.scalars(select(RelayEntry.subject).order_by(RelayEntry.id)))


def sign(client: FlaskClient, address: str) -> None:
    signing = client.post(address)
    assert signing.location.startswith("/sign/"), signing.location
    assert "舟橋会館 ホールの名付け親" in client.get(signing.location).text
    for _ in range(2):
        client.post(f"{signing.location}/signature")


@pytest.mark.usefixtures("officer")
def test_an_auction_is_written_signed_twice_opened_and_called_off(
    client: FlaskClient,
    desk: Desk,
    platform: Platform,
    clock: FixedClock,
) -> None:
    assert "記名オークションはまだありません" in client.get(HOME).text
    assert "95.00" in client.get(f"{HOME}/new").text
    made = client.post(HOME, data=GOOD)
    number = int(made.location.rsplit("/", 1)[1])
    page = client.get(made.location).text
    assert "下書き" in page and "会社の名前も使えます。" in page and "50,000円" in page
    assert client.get(f"/auctions/{number}").status_code == 404
    edited = client.get(f"{HOME}/{number}/edit").text
    assert 'value="2026-12-01T21:00"' in edited and "銘板のレプリカ" in edited and 'value="95.00"' in edited
    client.post(f"{HOME}/{number}", data=GOOD | {"reserve": "80000"})
    sign(client, f"{HOME}/{number}/collection")
    assert "ブロックチェーンに登録しています" in client.get(made.location).text
    assert "/sign/" not in client.post(f"{HOME}/{number}/opening").location  # not before the series is on chain
    with platform.db.write() as session:
        auction = session.get_one(Auction, number)
        fact = ChainCollection(
            address=SERIES, number=auction.collection_number, municipality=int(FUNAHASHI), **desk.fact()
        )
        session.add(fact)
    client.post(f"{HOME}/{number}", data=GOOD | {"reserve": "90000", "name_ja": "別の名前"})
    assert "舟橋会館 ホールの名付け親" in client.get(made.location).text  # signed words stay
    sign(client, f"{HOME}/{number}/opening")
    with platform.db.write() as session:
        auction = session.get_one(Auction, number)
        assert int(auction.reserve) == 90_000
        session.add(
            ChainAuction(
                number=number, collection=SERIES, reserve=90_000, increment=1_000, closes_at=0, extension=300,
                opens_at=0, **desk.fact(),
            )
        )  # fmt: skip
    clock.advance(timedelta(days=1))
    assert "入札受付中" in client.get(HOME).text and "90,000円" in client.get("/auctions").text
    assert client.post(f"{HOME}/{number}", data=GOOD).status_code == 422
    assert client.post(f"{HOME}/{number}/removal").location == f"{HOME}/{number}"
    sign(client, f"{HOME}/{number}/cancellation")
    series = subjects(platform)
    assert [one.split(":")[0] for one in series] == [
        "marketplace.collection", "marketplace.auction", "marketplace.auction_cancellation",
    ]  # fmt: skip


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("reserve", "0", "1以上の数"), ("increment", "1.5", "数字だけ"),
        ("closes_at", "2026-11-25T09:00", "始まりより後"),
        ("closes_at", "2027-11-25T09:00", "92日以内"), ("opens_at", "きのう", "選んで"),
        ("shown_until", "2027-03-31", "始まりより後"),
        ("longest_name", "41", "範囲"), ("gives_ja", " \n ", "入力してください"), ("rules_ja", "", "入力してください"),
        ("percent", ["95", "4", ""], "100"), ("scene", "moon", "一覧から"), ("extension", "61", "範囲"),
        ("name_en", "", "入力してください"),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_says_so_and_keeps_the_others(
    client: FlaskClient, platform: Platform, field: str, value: str | list[str], words: str
) -> None:
    answer = client.post(HOME, data=GOOD | {field: value})
    assert answer.status_code == 422
    assert words in answer.text and "村の真ん中のホールです。" in answer.text
    with platform.db.read() as session:
        assert session.scalar(select(Auction.number)) is None


def test_names_are_reviewed_by_the_town_alone(
    client: FlaskClient,
    desk: Desk,
    sign_in: SignIn,
    clock: FixedClock,
    platform: Platform,
    app: Flask,
) -> None:
    number, winner = desk.open(), sign_in(email="winner@example.jp").address
    desk.bid(number, winner, 50_000)
    desk.end(number, clock)
    words = NameWords("ひまわりホール", "Himawari Hall", "ヒマワリホール", "青木 花子", "夏の花です")
    first = desk.auctions.propose_name.propose(number, winner, words)
    queue = f"/console/{FUNAHASHI}/names"
    assert client.get(queue).status_code == 403
    assert client.post(f"{queue}/{first}/approval").status_code == 403
    sign_in(email="uda@example.jp", roles=[(Role.OFFICER, "292125")])
    assert client.post(f"{queue}/{first}/approval").status_code == 403
    assert client.post(f"/console/292125/names/{first}/approval").status_code == 404
    assert client.post(f"/console/292125/auctions/{number}/cancellation").status_code == 404
    assert client.get(f"/console/292125/auctions/{number}/edit").status_code == 404
    assert client.post(f"/console/292125/auctions/{number}", data=GOOD).status_code == 404

    sign_in(email="officer@example.jp", roles=[(Role.OFFICER, str(FUNAHASHI))])
    assert "1件待ち" in client.get(HOME).text and "夏の花です" in client.get(queue).text
    empty = client.post(f"{queue}/{first}/refusal", data={"reason": " "})
    assert empty.status_code == 422 and "入力してください" in empty.text
    client.post(f"{queue}/{first}/refusal", data={"reason": "近くに同じ名前があります。"})
    assert "近くに同じ名前があります。" in client.get(queue).text
    assert "すでに審査されています" in client.post(f"{queue}/{first}/approval", follow_redirects=True).text
    second = desk.auctions.propose_name.propose(number, winner, words)
    assert "名前を承認しました" in client.post(f"{queue}/{second}/approval", follow_redirects=True).text
    assert "ひまわりホール" in client.get(f"/names/{number}").text
    client.post(f"{queue}/{second}/removal", data={"reason": "申し出がありました。"})
    assert client.get(f"/names/{number}").status_code == 404
    with platform.db.read() as session:
        states = list(session.scalars(select(NameProposal.state).order_by(NameProposal.id)))
    assert states == [NameState.REFUSED, NameState.TAKEN_DOWN]
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.post(f"{queue}/{second}/approval").status_code == 400
    assert client.post(HOME, data=GOOD).status_code == 400
