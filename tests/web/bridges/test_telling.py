"""The page on which a vendor says where its service is told things, and sees what became of it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.wiring import Platform
from points.bridges.models import MessageState, ServiceMessage
from tests.fixtures.bridges import MITSUE, Bridge, make_bridge
from tests.fixtures.receiver import Receiver
from tests.fixtures.web import SignIn
from wallet import Role

URL = "https://gym.example.jp/hooks"


def messages(bridge: Bridge) -> list[ServiceMessage]:
    with bridge.platform.db.read() as session:
        return list(session.scalars(select(ServiceMessage).order_by(ServiceMessage.id)))


def test_an_address_is_named_tried_and_a_message_sent_again(
    client: FlaskClient, sign_in: SignIn, bridge: Bridge, receiver: Receiver
) -> None:
    bridge.services.send_messages.postman = receiver.postman
    sign_in(bridge.vendor)
    here = f"/services/{bridge.client_id}/webhook"
    assert f'href="{here}"' in client.get(f"/services/{bridge.client_id}").text
    assert "送ったものはまだありません" in client.get(here).text
    early = client.post(f"{here}/tests", follow_redirects=True)
    assert "先に送り先を決めてください" in early.text
    refused = client.post(here, data={"url": "http://gym.example.jp/"})
    assert refused.status_code == 422 and 'value="http://gym.example.jp/"' in refused.text
    assert "https:// で始まるアドレス" in refused.text
    assert client.post(here, data={"url": URL}).status_code == 303
    assert URL in client.get(f"/services/{bridge.client_id}").text
    receiver.will_answer(503)
    client.post(f"{here}/tests")
    bridge.services.send_messages.send_due()
    log = client.get(here, headers={"HX-Request": "true"}).text
    assert "HTTP 503" in log and "送信待ち" in log and "every 3s" in log and "<html" not in log
    (message,) = messages(bridge)
    opened = client.get(f"{here}/messages/{message.id}").text
    assert "&#34;type&#34;: &#34;musubi.test&#34;" in opened and message.message_id in opened
    assert client.post(f"{here}/messages/{message.id}").status_code == 303
    bridge.services.send_messages.send_due()
    assert "届いた" in client.get(f"{here}/messages/{message.id}").text
    assert [got.headers["webhook-id"] for got in receiver.got] == [message.message_id] * 2


def test_the_portal_says_that_an_address_is_gone_and_one_taken_away_is_sent_nothing(
    client: FlaskClient, sign_in: SignIn, bridge: Bridge, receiver: Receiver
) -> None:
    bridge.services.send_messages.postman = receiver.postman
    bridge.services.webhook.name(bridge.client_id, bridge.vendor, URL)
    bridge.services.webhook.try_out(bridge.service)
    receiver.will_answer(410)
    bridge.services.send_messages.send_due()
    sign_in(bridge.vendor)
    here = f"/services/{bridge.client_id}/webhook"
    for page in (here, f"/services/{bridge.client_id}"):
        assert "HTTP 410" in client.get(page).text.partition("message-rows")[0]
    client.post(here, data={"url": URL})
    assert "送るのを止めています" not in client.get(f"/services/{bridge.client_id}").text
    client.post(f"{here}/removal")
    again = client.post(f"{here}/messages/{messages(bridge)[0].id}", follow_redirects=True)
    assert "先に送り先を決めてください" in again.text
    assert [row.state for row in messages(bridge)] == [MessageState.GIVEN_UP]
    sign_in(roles=[(Role.OFFICER, str(MITSUE))])
    desk = client.get(f"/console/{MITSUE}/bridges/{bridge.client_id}").text
    assert "お知らせの送り先を決めた" in desk and "お知らせの送り先をなくした" in desk


@pytest.mark.parametrize("who", ["stranger", "other_vendor", "officer_of_the_town"])
def test_to_everybody_else_the_address_and_the_messages_are_not_there(
    client: FlaskClient, sign_in: SignIn, bridge: Bridge, platform: Platform, who: str
) -> None:
    bridge.services.webhook.name(bridge.client_id, bridge.vendor, URL)
    bridge.services.webhook.try_out(bridge.service)
    (message,) = messages(bridge)
    other = make_bridge(platform, MITSUE, "else@example.jp", "別のサービス")
    officer = [(Role.OFFICER, str(MITSUE))] if who == "officer_of_the_town" else []
    sign_in(other.vendor if who == "other_vendor" else None, officer)
    here = f"/services/{bridge.client_id}/webhook"
    for path in ("", f"/messages/{message.id}"):
        assert client.get(here + path).status_code == 404
    for path in ("", "/removal", "/tests", f"/messages/{message.id}"):
        assert client.post(here + path, data={"url": "https://evil.example/"}).status_code == 404
    if who == "other_vendor":
        borrowed = f"/services/{other.client_id}/webhook/messages/{message.id}"
        assert client.get(borrowed).status_code == client.post(borrowed).status_code == 404
    assert [(row.state, row.attempts) for row in messages(bridge)] == [(MessageState.WAITING, 0)]
    bridge.services.webhook.try_out(bridge.service)  # still at its own address
    assert len(messages(bridge)) == 2
