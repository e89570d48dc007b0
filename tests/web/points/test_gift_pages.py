"""Giving points on the page: a look first, then once; nobody else sees it."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from tests.fixtures.points import Region
from tests.fixtures.web import SignIn


def test_gift_pages_are_for_people_who_are_signed_in(client: FlaskClient) -> None:
    assert "/signin" in client.get("/points/gifts").headers["Location"]


def test_a_gift_is_shown_given_once_and_hidden_from_others(
    client: FlaskClient, region: Region, sign_in: SignIn
) -> None:
    friend = region.person(name="大和撫子")
    stranger_account = region.platform.wallet.find_account.by_address(friend)
    assert stranger_account is not None
    number = stranger_account.member_number
    me = sign_in().address
    assert "いまゆずれるポイントはありません" in client.get("/points/gifts").text
    region.grant(region.program(transferable=True), {me: 500})
    assert f'value="{number}"' in client.get(f"/points/gifts?to={number}").text
    wrong = client.post("/points/gifts/preview", data={"to": "M-0000-0000", "amount": "120"})
    assert wrong.status_code == 409
    assert 'value="120"' in wrong.text  # nothing typed is lost
    shown = client.post("/points/gifts/preview", data={"to": number, "amount": "１２０"}).text
    assert "大＊＊" in shown
    assert "大和撫子" not in shown
    key = re.search(r'name="request_key" value="(\w+)"', shown)
    assert key is not None
    form = {"to": number, "amount": "120", "request_key": key.group(1)}
    first, again = client.post("/points/gifts", data=form), client.post("/points/gifts", data=form)
    assert first.location == again.location
    region.settle()
    assert "120ポイント をゆずりました" in client.get(first.location).text
    assert int(region.balance(friend).total) == 120
    history = client.get("/points/history").text
    assert "大＊＊ さんへ" in history
    month = region.today.strftime("%Y-%m")
    assert "大＊＊ さんへ" in client.get(f"/points/history?month={month}").text
    assert "大＊＊ さんへ" not in client.get("/points/history?month=2020-01").text
    assert client.get("/points/history?month=soon").status_code == 422
    assert ",-120," in client.get(f"/points/history.csv?month={month}").text
    sign_in(email="other@example.jp")
    assert "120" not in client.get("/points/history.csv").text
    assert client.get(first.location).status_code == 404
