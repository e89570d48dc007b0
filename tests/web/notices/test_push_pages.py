"""Push messages are switched on and off on the page, by whom they are for."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient

from app.adapters.web_push import encrypt, new_key
from app.surfaces.notices.carrying import NoticeCarrier
from app.wiring import Platform
from chain.settings import Settings
from points.models import NoticeKind
from points.models.notice import NoticeDraft
from points.models.push_target import PushTarget, to_base64url
from tests.fixtures.web import SignIn

ENDPOINT = "https://push.example/1"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"push_key": type(settings.push_key)(new_key())})


def subscription(endpoint: str = ENDPOINT) -> dict[str, str]:
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    key = b"\x04" + numbers.x.to_bytes(32) + numbers.y.to_bytes(32)
    return {"endpoint": endpoint, "key": to_base64url(key), "auth": to_base64url(bytes(16))}


def test_a_browser_is_switched_on_hears_of_notices_and_is_switched_off_by_its_person_alone(
    client: FlaskClient, platform: Platform, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert platform.web_push is not None
    me = sign_in().address
    assert platform.web_push.public_key in client.get("/notices/choices").text
    added = client.post("/notices/browsers", data=subscription(), headers={"User-Agent": "Mozilla Chrome/1 Android"})
    assert added.status_code == 204
    assert "Chrome · Android" in client.get("/notices/choices").text
    sent, posted = [], []
    keeping, facts = platform.points.notices.tell.keeping, {"amount": 5, "expiry_day": "2027-02-24"}
    draft = NoticeDraft(me, NoticeKind.GIFT, "test", facts | {"sender": "0x" + "1" * 40})
    with platform.db.write() as session:
        keeping.write(session, [draft], keeping.people([me]), platform.clock.now())

    def seen(target: PushTarget, message: bytes) -> bytes:
        sent.append(json.loads(message))
        return encrypt(target, message)

    def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
        posted.append(url)
        return 201

    monkeypatch.setattr("app.adapters.web_push.encrypt", seen)
    monkeypatch.setattr(platform.web_push, "_post", post)
    assert NoticeCarrier(platform).carry() == 2  # the mail and the message
    assert posted == [ENDPOINT]
    assert sent[0]["title"] == "＊＊ さんから5ポイントを受け取りました"
    assert sent[0]["url"] == "/points"
    (mine,) = platform.points.notices.subscriptions.of(me)
    sign_in(email="other@example.jp")
    assert "Chrome · Android" not in client.get("/notices/choices").text
    client.post(f"/notices/browsers/{mine.id}/removal")
    assert platform.points.notices.subscriptions.of(me) == [mine]
    sign_in()
    client.post(f"/notices/browsers/{mine.id}/removal")
    assert platform.points.notices.subscriptions.of(me) == []


def test_what_is_no_subscription_is_refused_and_nothing_is_kept(
    client: FlaskClient, platform: Platform, sign_in: SignIn
) -> None:
    me = sign_in().address
    for wrong in (subscription("http://push.example/1"), subscription() | {"auth": ""}, {}):
        assert client.post("/notices/browsers", data=wrong).status_code == 422
    assert platform.points.notices.subscriptions.of(me) == []
    client.application.config["WTF_CSRF_ENABLED"] = True
    assert client.post("/notices/browsers", data=subscription()).status_code == 400


def test_the_kinds_for_push_are_chosen_apart_from_those_for_mail(
    client: FlaskClient, platform: Platform, sign_in: SignIn
) -> None:
    me = sign_in().address
    client.post("/notices/choices", data={"mail": ["grant"], "push": ["payment"], "days": ["3"]})
    chosen = platform.points.notices.choose.of(me)
    assert set(chosen.mail) - {NoticeKind.OFFICE} == {NoticeKind.GRANT}  # what was not shown stays as it was
    assert set(chosen.push) - {NoticeKind.OFFICE} == {NoticeKind.PAYMENT}
    platform.points.notices.choose.stop_mail(me, None)
    assert platform.points.notices.choose.of(me).push - {NoticeKind.OFFICE} == {"payment"}
