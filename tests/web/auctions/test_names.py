"""The winner proposes, the town reviews, and only what was approved is shown."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import FixedClock
from chain.ids import Address
from marketplace.models import Token
from tests.fixtures.web import SignIn
from tests.web.auctions.conftest import FUNAHASHI, OFFICER, SERIES, Desk, address

GOOD = {
    "name_ja": "ひまわりホール",
    "kana": "ひまわりほーる",
    "name_en": "Himawari Hall",
    "credit": "青木 花子",
    "note": "夏の花",
}


@pytest.fixture
def won(desk: Desk, sign_in: SignIn, clock: FixedClock) -> tuple[int, Address]:
    """An auction that the signed-in person has won."""
    number, me = desk.open(), sign_in().address
    desk.bid(number, me, 50_000)
    desk.end(number, clock)
    return number, me


def test_a_name_goes_through_several_rounds_and_shows_only_when_approved(
    client: FlaskClient, desk: Desk, won: tuple[int, Address], platform: Platform
) -> None:
    number, form = won[0], f"/auctions/{won[0]}/name"
    review = desk.auctions.review_name
    assert "名前を提案する" in client.get(f"/auctions/{number}").text
    assert "12文字まで" in client.get(form).text
    assert client.post(form, data=GOOD).location == form
    page = client.get(form).text
    assert "まちが審査しています" in page and '<form class="stack"' not in page
    assert client.get(f"/names/{number}").status_code == 404
    assert "ひまわりホール" not in client.get("/names").text + client.get(f"/auctions/{number}").text
    assert client.get(f"/names/{number}/certificate.pdf").status_code == 404

    review.refuse(FUNAHASHI, OFFICER, 1, "近くに同じ名前の保育園があります。")
    page = client.get(form).text
    assert "近くに同じ名前の保育園があります。" in page and 'value="ひまわりホール"' in page
    client.post(form, data=GOOD | {"name_ja": "花子のひまわりホール", "kana": "ハナコノヒマワリホール"})
    review.approve(FUNAHASHI, OFFICER, 2)
    shown = client.get(f"/names/{number}").text
    for words in ("花子のひまわりホール", "Himawari Hall", "名付け親：青木 花子", "2027年4月1日", "証書を受け取る"):
        assert words in shown
    assert "夏の花" not in shown and "保育園" not in shown
    assert "Himawari Hall" in client.get("/names?lang=en").text and client.get("/names?lang=ja")
    pdf = client.get(f"/names/{number}/certificate.pdf")
    assert pdf.mimetype == "application/pdf" and pdf.data.startswith(b"%PDF")
    assert "名前はすでに決まっています" in client.post(form, data=GOOD, follow_redirects=True).text

    # The card goes to somebody else: the perks with it, the name not.
    with platform.db.write() as session:
        session.get_one(Token, (SERIES, 1)).owner = address("friend")
    assert client.get(f"/names/{number}/certificate.pdf").status_code == 200
    review.take_down(FUNAHASHI, OFFICER, 2, "申し出により掲示を止めます。")
    assert client.get(f"/names/{number}").status_code == 404
    assert client.post(form, data=GOOD).status_code == 303


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name_ja", "ひまわり🌻", "絵文字"), ("name_ja", "あ" * 13, "長すぎます"),
        ("name_ja", "ホール\u202eル", "右から左"),
        ("name_ja", "<script>", "使えない文字"), ("kana", "向日葵", "カタカナかひらがな"),
        ("name_en", "ひまわり", "ローマ字"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_name_says_why_and_keeps_the_form(
    client: FlaskClient, won: tuple[int, Address], field: str, value: str, words: str
) -> None:
    answer = client.post(f"/auctions/{won[0]}/name", data=GOOD | {field: value})
    assert answer.status_code == 422
    assert words in answer.text and 'value="青木 花子"' in answer.text


def test_only_the_winner_names(
    client: FlaskClient, won: tuple[int, Address], sign_in: SignIn, platform: Platform
) -> None:
    number, _ = won
    other = sign_in(email="other@example.jp").address
    with platform.db.write() as session:
        session.get_one(Token, (SERIES, 1)).owner = other  # even who holds the card now
    assert client.get(f"/auctions/{number}/name").status_code == 403
    assert client.post(f"/auctions/{number}/name", data=GOOD).status_code == 403
    assert "名前を提案する" not in client.get(f"/auctions/{number}").text
    assert client.get(f"/names/{number}/certificate.pdf").status_code == 404  # none is approved
