"""Pages of conversions: a rate is set only after it was shown, people see the coming one, and nobody else gets in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import FixedClock
from points.models import ConversionGrant, GrantedChunk
from tests.fixtures.bridges import MITSUE, make_bridge
from tests.fixtures.conversions import PROGRAM, Converting
from tests.fixtures.web import SignIn
from wallet import Role

DESK = f"/console/{MITSUE}/conversions"


def form(converting: Converting, **changed: str) -> dict[str, str]:
    return {
        "program": str(PROGRAM), "app_points": "10", "common_points": "8", "least": "100", "most_a_day": "1,000",
        "most_a_month": "3,000", "budget": "10,000", "first_day": converting.today.isoformat(),
    } | changed  # fmt: skip


def put_on_chain(platform: Platform) -> None:
    """As if every grant were projected."""
    with platform.db.write() as session:
        for grant in session.query(ConversionGrant):
            chunk = {"campaign_key": grant.campaign_key, "chunk_index": 0, "lot_id": PROGRAM << 32}
            at = {"block_number": 10 + grant.id, "log_index": 0, "part": 0, "block_time": 1, "tx_hash": b"\1" * 32}
            session.add(GrantedChunk(total=int(grant.amount), **chunk, **at))


def test_an_officer_sees_what_a_rate_means_before_it_is_set_and_people_before_it_counts(
    client: FlaskClient, sign_in: SignIn, converting: Converting, clock: FixedClock
) -> None:
    service = f"{DESK}/{converting.bridge.client_id}"
    sign_in(converting.bridge.officer, [(Role.OFFICER, str(MITSUE))])
    assert "みつえ健康アプリ" in client.get(DESK).text
    assert "結果を知らせる送り先がありません" in client.get(service).text
    assert 'value="8"' in client.get(f"{service}/rate").text
    wrong = client.post(f"{service}/rate/check", data=form(converting, least="4000", budget="１２３４５"))
    assert wrong.status_code == 422 and "１２３４５" in wrong.text and "1,250までの数" in wrong.text
    shown = client.post(f"{service}/rate/check", data=form(converting))
    assert "アプリの100ポイントは共通ポイント80になります" in shown.text and "1円を、月ごとに" in shown.text
    assert "まだありません" in client.get(DESK).text  # nothing is done yet
    again = client.post(f"{service}/rate/check", data=form(converting, back="1"))
    assert again.status_code == 200 and 'value="1,000"' in again.text
    assert client.post(f"{service}/rate", data=form(converting)).status_code == 303
    at_once = client.post(f"{service}/rate", data=form(converting, common_points="5"))
    assert at_once.status_code == 422 and "明日からの日にします" in at_once.text
    tomorrow = (converting.today + timedelta(days=1)).isoformat()
    client.post(f"{service}/rate", data=form(converting, common_points="5", first_day=tomorrow))
    page = client.get(service).text
    assert "予告" in page and "アプリの10ポイント → 共通ポイント5" in page
    sign_in(converting.walker.address)
    mine = client.get("/points/converted").text
    assert "共通ポイント8" in mine and "共通ポイント5" in mine and "から変わります" in mine
    assert "今日はあと1,250、今月はあと3,750ポイントまで" in mine
    clock.advance(timedelta(days=1))
    assert "アプリの10ポイント → 共通ポイント8" not in client.get("/points/converted").text


def test_a_coming_rate_is_withdrawn_and_converting_ends(
    client: FlaskClient, sign_in: SignIn, converting: Converting
) -> None:
    converting.set_rate()
    coming = converting.set_rate(common_points=1, first_day=converting.today + timedelta(days=1))
    service = f"{DESK}/{converting.bridge.client_id}"
    sign_in(converting.bridge.officer, [(Role.OFFICER, str(MITSUE))])
    assert client.post(f"{service}/rates/{coming}/withdrawal").status_code == 303
    assert client.post(f"{service}/rates/{coming}/withdrawal").status_code == 404
    assert "交換を終える" in client.get(f"{service}/end").text
    assert "替えられなくなります" in client.post(f"{service}/end", follow_redirects=True).text
    assert "明日から替えられるものはありません" in client.post(f"{service}/end", follow_redirects=True).text


def test_a_person_sees_what_became_of_each_request(
    client: FlaskClient, sign_in: SignIn, converting: Converting
) -> None:
    converting.set_rate()
    converting.ask("c1", 504)
    converting.ask("c2", 5_000)
    sign_in(converting.walker.address)
    page = client.get("/points/converted").text
    assert "届く途中" in page and "端数の4ポイントはアプリに残りました" in page
    assert "750ポイントまでなら替えられます" in page and "アプリのポイントは減りません" in page
    put_on_chain(converting.platform)
    assert "届きました" in client.get("/points/converted").text
    sign_in(email="else@example.jp")
    other = client.get("/points/converted").text
    assert "端数の4ポイント" not in other and "届きました" not in other


def test_every_yen_of_a_month_stands_in_the_bill_and_in_that_of_the_vendor(
    client: FlaskClient, sign_in: SignIn, converting: Converting
) -> None:
    converting.set_rate()
    converting.ask("c1", 500)
    converting.ask("c2", 300)
    put_on_chain(converting.platform)
    converting.ask("c3", 100)
    sign_in(converting.bridge.officer, [(Role.OFFICER, str(MITSUE))])
    bill = client.get(f"{DESK}/bill").text
    assert "みつえ健康アプリから640円を受け取ります" in bill and "80ポイント" in bill
    rows = client.get(f"{DESK}/bill.csv").text.splitlines()
    assert rows[1].endswith(f",10:8,{converting.today.isoformat()},2,800,640,80,640")
    assert "この月に替えられたポイントはありません" in client.get(f"{DESK}/bill?month=2026-01").text
    assert client.get(f"{DESK}/bill?month=x").status_code == 422
    sign_in(converting.bridge.vendor)
    vendor = client.get(f"/services/{converting.bridge.client_id}/conversions").text
    assert "御杖村に640円を支払います" in vendor and "9,280" in vendor
    assert (
        f"/services/{converting.bridge.client_id}/conversions"
        in client.get(f"/services/{converting.bridge.client_id}").text
    )


@pytest.mark.parametrize("who", ["nobody", "person", "officer_elsewhere", "other_vendor"])
def test_to_everybody_else_rates_and_bills_are_closed(
    client: FlaskClient, sign_in: SignIn, converting: Converting, who: str
) -> None:
    rule = converting.set_rate(first_day=converting.today + timedelta(days=3))
    other = make_bridge(converting.platform, MITSUE, "else@example.jp", "別のサービス")
    if who == "other_vendor":
        sign_in(other.vendor)
    elif who != "nobody":
        sign_in(roles=[(Role.OFFICER, "015865")] if who == "officer_elsewhere" else [])
    closed = 303 if who == "nobody" else 403
    service = f"{DESK}/{converting.bridge.client_id}"
    for path in (DESK, service, f"{service}/rate", f"{service}/end", f"{DESK}/bill", f"{DESK}/bill.csv"):
        assert client.get(path).status_code == closed
    for path in ("rate/check", "rate", f"rates/{rule}/withdrawal", "end"):
        assert client.post(f"{service}/{path}", data=form(converting)).status_code == closed
    assert client.get(f"/services/{converting.bridge.client_id}/conversions").status_code in (303, 404)
    assert client.get("/points/converted").status_code == (303 if who == "nobody" else 200)


def test_an_officer_of_another_town_cannot_reach_a_service_through_the_own_console(
    client: FlaskClient, sign_in: SignIn, converting: Converting
) -> None:
    rule = converting.set_rate(first_day=converting.today + timedelta(days=3))
    sign_in(converting.bridge.officer, [(Role.OFFICER, "015865")])
    borrowed = f"/console/015865/conversions/{converting.bridge.client_id}"
    for path in ("", "/rate", "/end"):
        assert client.get(borrowed + path).status_code == 404
    for path in ("/rate", f"/rates/{rule}/withdrawal", "/end"):
        assert client.post(borrowed + path, data=form(converting)).status_code == 404
