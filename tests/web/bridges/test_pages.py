"""The town's desk and the vendor's pages: from the invitation to an event put right, and nobody else gets in."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from points.bridges.models import EventState, ServiceEvent
from points.bridges.queries.events import list_events
from tests.fixtures.bridges import GYM_ENTERED, MITSUE, Bridge, make_bridge
from tests.fixtures.web import SignIn
from wallet import Role

DESK = f"/console/{MITSUE}/bridges"
FORM = {
    "name_ja": "乗り合いみつえ",
    "name_en": "Mitsue rides",
    "purpose": "移動を助け合う人を応援するため",
    "email": "dev@rides.example.jp",
    "event_types": ["jp.musubi.carshare.trip_completed"],
}


def events(bridge: Bridge) -> list[ServiceEvent]:
    with bridge.platform.db.read() as session:
        return list(list_events(session, bridge.service.id, None).events)


def test_an_officer_invites_a_service_and_its_developer_starts(
    client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    sign_in(roles=[(Role.OFFICER, str(MITSUE))])
    assert "連携サービスはまだありません" in client.get(DESK).text
    refused = client.post(DESK, data=FORM | {"event_types": []})
    assert refused.status_code == 422 and "移動を助け合う人を応援するため" in refused.text
    assert "1つ以上選んでください" in refused.text
    assert client.post(DESK, data=FORM | {"email": "nobody"}).status_code == 422
    made = client.post(DESK, data=FORM)
    client_id = made.location.rpartition("/")[2]
    assert "招待しました" in client.get(made.location).text
    early = client.post(f"{DESK}/{client_id}/state", data={"state": "live"}, follow_redirects=True)
    assert "発行されてから本番に" in early.text
    assert platform.wallet.mailbox is not None
    letter = platform.wallet.mailbox.latest(1)[0]
    assert f"/services/{client_id}" in letter.body and letter.to == "dev@rides.example.jp"
    sign_in(email="dev@rides.example.jp")
    portal = client.get(f"/services/{client_id}").text
    assert client_id in portal and "まだありません" in portal and f'href="/services/{client_id}"' in portal
    secret = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
    shown = client.post(f"/services/{client_id}/secrets", data={"latest": "0"})
    assert secret.search(shown.text) and shown.headers["Cache-Control"] == "no-store"
    assert not secret.search(client.get(f"/services/{client_id}").text)
    assert client.post(f"/services/{client_id}/secrets", data={"latest": "0"}).status_code == 409


def test_a_test_event_from_the_page_is_in_the_log_and_what_is_wrong_with_one_is_said(
    client: FlaskClient, sign_in: SignIn, bridge: Bridge
) -> None:
    sign_in(bridge.vendor)
    form = f"/services/{bridge.client_id}/tests/{GYM_ENTERED}"
    assert "uda-gym-1" in client.get(form).text
    wrong = client.post(form, data={"subject": "test:taro", "data": '{"facility": "g"}'})
    assert wrong.status_code == 422 and "/data/visit" in wrong.text and "facility" in wrong.text
    assert client.post(form, data={"subject": "test:taro", "data": "{"}).status_code == 422
    assert client.post(form, data={"subject": "M-0000-0000", "data": "{}"}).status_code == 422
    data = json.dumps({"facility": "g", "visit": "v"})
    assert client.post(form, data={"subject": "test:taro", "data": data}).status_code == 303
    bridge.services.hand_on.hand_on()
    log = client.get(f"/services/{bridge.client_id}", headers={"HX-Request": "true"}).text
    assert "テスト済み" in log and "お断り" in log and "every 3s" in log and "<html" not in log
    refused = client.get(f"/services/{bridge.client_id}?state=refused", headers={"HX-Request": "true"}).text
    assert "test-" in refused and "テスト済み</span>" not in refused
    newest = events(bridge)[0]
    opened = client.get(f"/services/{bridge.client_id}/events/{newest.id}").text
    assert "&#34;facility&#34;: &#34;g&#34;" in opened and "webhook-timestamp" in opened
    assert client.get(f"/services/{bridge.client_id}/tests/jp.musubi.ferry.boarded").status_code == 404


def test_an_event_of_nobody_is_put_right_at_the_towns_desk(
    client: FlaskClient, sign_in: SignIn, bridge: Bridge
) -> None:
    bridge.services.register.go_live(MITSUE, bridge.officer, bridge.client_id)
    bridge.receive(bridge.event(subject="M-0000-0000"))
    bridge.services.hand_on.hand_on()
    (event,) = events(bridge)
    member = sign_in(roles=[(Role.OFFICER, str(MITSUE))]).member_number
    address = f"{DESK}/{bridge.client_id}/events/{event.id}"
    assert "この会員番号の人が見つかりません" in client.get(address).text
    assert "届いたイベント" in client.get(f"{DESK}/{bridge.client_id}").text
    client.post(address, data={"subject": member})
    bridge.services.hand_on.hand_on()
    assert [row.state for row in events(bridge)] == [EventState.HANDED_ON]
    again = client.post(address, data={"subject": member}, follow_redirects=True)
    assert "もう処理されています" in again.text


def test_the_desk_stops_a_service_with_a_reason_and_changes_its_terms(
    client: FlaskClient, sign_in: SignIn, bridge: Bridge
) -> None:
    sign_in(roles=[(Role.OFFICER, str(MITSUE))])
    here = f"{DESK}/{bridge.client_id}"
    assert client.post(f"{here}/stop", data={"reason": " "}).status_code == 303 and bridge.service.state == "test"
    client.post(f"{here}/state", data={"state": "live"})
    assert bridge.service.state == "live"
    client.post(f"{here}/stop", data={"reason": "点検のため"})
    assert bridge.service.state == "stopped" and "点検のため" in client.get(here).text
    client.post(f"{here}/state", data={"state": "test"})
    assert (bridge.service.state, bridge.service.reason) == ("test", "")
    changed = client.post(f"{here}/terms", data=FORM)
    assert changed.status_code == 303 and bridge.service.event_types == FORM["event_types"]


@pytest.mark.parametrize("who", ["stranger", "other_vendor", "other_officer", "officer_of_the_town"])
def test_to_everybody_else_a_service_is_not_there(
    client: FlaskClient, sign_in: SignIn, bridge: Bridge, platform: Platform, who: str
) -> None:
    bridge.receive(bridge.event(subject="M-0000-0000"))
    bridge.services.hand_on.hand_on()
    (event,) = events(bridge)
    other = make_bridge(platform, MITSUE, "else@example.jp", "別のサービス")
    sign_in(
        other.vendor if who == "other_vendor" else None,
        [(Role.OFFICER, "292125")]
        if who == "other_officer"
        else [(Role.OFFICER, str(MITSUE))]
        if "of_the" in who
        else [],
    )
    portal = f"/services/{bridge.client_id}"
    for path in ("", "/samples/python", f"/tests/{GYM_ENTERED}", f"/events/{event.id}"):
        assert client.get(portal + path).status_code == 404
    for path in ("/secrets", f"/tests/{GYM_ENTERED}", f"/events/{event.id}"):
        assert client.post(portal + path, data={}).status_code == 404
    if who == "other_vendor":
        assert client.get(f"/services/{other.client_id}/events/{event.id}").status_code == 404
        assert client.post(f"/services/{other.client_id}/events/{event.id}", data={}).status_code == 404
    town = "292125" if who == "other_officer" else str(MITSUE)
    kept_out = {"other_officer": 404, "officer_of_the_town": 200}.get(who, 403)
    for path in ("", "/terms", f"/events/{event.id}"):
        assert client.get(f"/console/{town}/bridges/{bridge.client_id}{path}").status_code == kept_out
    if who != "officer_of_the_town":
        for path in ("/state", "/stop", "/terms", f"/events/{event.id}"):
            answered = client.post(f"/console/{town}/bridges/{bridge.client_id}{path}", data=FORM | {"reason": "x"})
            assert answered.status_code == kept_out
    assert [row.state for row in events(bridge)] == [EventState.DEAD] and bridge.service.state == "test"


def test_visitors_are_led_to_the_sign_in(client: FlaskClient, bridge: Bridge) -> None:
    for path in (f"/services/{bridge.client_id}", DESK):
        assert client.get(path).location.startswith("/signin")
