"""Who receives my data: what stands there, one press to withdraw, and the service is told."""

from __future__ import annotations

import json

from flask.testing import FlaskClient

from app.own_data.gathering import gather
from app.wiring import Platform, event_handlers
from chain.events import route_pending
from tests.fixtures.openid import Relying
from tests.fixtures.receiver import Receiver
from tests.fixtures.web import SignIn

PAGE = "/account/services"


def test_one_press_ends_it_and_the_service_is_told(
    relying: Relying, sign_in: SignIn, client: FlaskClient, platform: Platform, receiver: Receiver
) -> None:
    account, bridge = sign_in(), relying.bridge
    bridge.services.webhook.name(bridge.client_id, bridge.vendor, "https://gym.example.jp/hooks")
    bridge.services.send_messages.postman = receiver.postman
    assert "どのサービスにも渡していません" in client.get(PAGE).text
    assert f'href="{PAGE}"' in client.get("/account").text
    token = relying.exchange(relying.agree("openid town cards", give=["town"]))
    subject = relying.userinfo(token["access_token"]).json()["sub"]
    page = client.get(PAGE).text
    for words in (
        "村のジム",
        "住んでいる町",
        "使いみち：townを使うため",
        "渡していないもの：持っているカード",
        "内容の受け取り 1回",
    ):
        assert words in page
    press = f"{PAGE}/{relying.client_id}/withdrawal"
    gone = client.post(press, follow_redirects=True).text
    assert "「村のジム」への同意を取り消しました" in gone and "どのサービスにも渡していません" in gone
    assert "これまでの同意" in gone and "取り消した" in gone
    assert relying.userinfo(token["access_token"]).status_code == 401
    client.post(press)  # twice
    route_pending(platform.db, event_handlers(platform), platform.clock.now())
    bridge.services.send_messages.send_due()
    (told,) = [json.loads(got.body) for got in receiver.got]
    at = platform.clock.now().isoformat(timespec="seconds")
    assert told["type"] == "musubi.consent.withdrawn" and told["data"] == {"sub": subject, "withdrawn_at": at}
    own = gather(platform, account.address)["account"]
    assert [row["ending"] for row in own["consents"]] == ["withdrawn"]
    assert {row["kind"] for row in own["consent_uses"]} == {"sign_in", "read"}
    assert own["service_tokens"] and "token_hash" not in own["service_tokens"][0]


def test_nobody_withdraws_for_somebody_else(relying: Relying, sign_in: SignIn, client: FlaskClient) -> None:
    sign_in()
    token = relying.exchange(relying.agree())
    sign_in(email="other@example.jp")
    assert "村のジム" not in client.get(PAGE).text
    assert client.post(f"{PAGE}/{relying.client_id}/withdrawal").status_code == 404
    assert relying.userinfo(token["access_token"]).status_code == 200
    client.delete_cookie("musubi_signin")
    assert client.get(PAGE).status_code == 303
    assert client.post(f"{PAGE}/{relying.client_id}/withdrawal").headers["Location"].startswith("/signin")


def test_a_stopped_service_is_named_as_one(relying: Relying, sign_in: SignIn, client: FlaskClient) -> None:
    sign_in()
    relying.agree()
    bridge = relying.bridge
    bridge.services.register.stop(bridge.service.municipality, bridge.officer, bridge.client_id, "苦情のため")
    page = client.get(PAGE).text
    assert "連携は停止中" in page and "いまは何も渡していません" in page
