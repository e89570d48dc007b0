"""What is refused, so that nobody gets to know of a person who did not agree to it: each the way an attacker would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from authlib.integrations.base_client import OAuthError
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import FixedClock
from chain.errors import Invalid
from chain.ids import MunicipalityCode
from points.bridges.models import EventState, ServiceEvent
from tests.fixtures.bridges import MITSUE, make_bridge
from tests.fixtures.openid import HOME, REDIRECT, Relying, form_address, make_relying, rows
from tests.fixtures.web import SignIn
from wallet import Role
from wallet.openid.models import IssuedToken
from wallet.openid.models.client import SECRET_OVERLAP
from wallet.openid.services.keep_client import ClientTerms

OTHER_TOWN = MunicipalityCode("292125")


@pytest.fixture
def other(platform: Platform, client: FlaskClient) -> Relying:
    return make_relying(make_bridge(platform, OTHER_TOWN, "other@example.jp", "別のサービス"), client)


def refused(relying: Relying, code: str, **changes: Any) -> str:
    with pytest.raises(OAuthError) as refusal:
        relying.exchange(code, **changes)
    return str(refusal.value.error)


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": REDIRECT + "/"},
        {"redirect_uri": REDIRECT + "?next=https://evil.example"},
        {"redirect_uri": "https://evil.example/callback"},
        {"redirect_uri": 'https://evil.example/"><script>'},
        {"redirect_uri": None},
        {"client_id": "svc_nobody"},
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    relying: Relying, sign_in: SignIn, client: FlaskClient, changes: dict[str, str | None]
) -> None:
    sign_in()
    address = relying.question()
    for name, value in changes.items():
        address = "&".join(part for part in address.split("&") if not part.startswith(f"{name}="))
        address = address.replace(f"client_id={relying.client_id}", f"client_id={value}") if name == "client_id" else (
            f"{address}&{name}={value}" if value else address
        )  # fmt: skip
    page = client.get(address)
    assert page.status_code == 400 and "Location" not in page.headers and "依頼に誤りがある" in page.text
    assert client.post(address.replace("/authorize", "/consents"), data={"decision": "agree"}).status_code == 400


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"scope": "town"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"request_uri": "https://evil.example/"}, "request_uri_not_supported"),
        ({"prompt": "none login"}, "invalid_request"),
    ],
)
def test_a_wrong_question_is_answered_with_an_error_to_the_service_itself(
    relying: Relying, sign_in: SignIn, client: FlaskClient, changes: dict[str, str | None], error: str
) -> None:
    sign_in()
    address = relying.question()
    for name, value in changes.items():
        parts = [part for part in address.split("&") if not part.startswith((f"{name}=", f"/openid/authorize?{name}="))]
        address = "&".join(parts) + (f"&{name}={value}" if value else "")
        if not address.startswith("/openid"):
            address = "/openid/authorize?" + address
    told = relying.come_back(client.get(address).headers["Location"])
    assert (told["error"], told["iss"], told["state"]) == (error, HOME, "s-1") and "code" not in told


def test_a_code_is_good_once_for_its_service_its_address_and_its_verifier(
    relying: Relying, other: Relying, sign_in: SignIn, clock: FixedClock
) -> None:
    sign_in()
    code = relying.agree()
    assert refused(other, code) == "invalid_grant"
    assert refused(relying, code, secret="wrong") == "invalid_client"
    assert refused(relying, code, redirect_uri=REDIRECT + "/") == "invalid_grant"
    assert refused(relying, code, code_verifier="w" * 64) == "invalid_grant"
    assert refused(relying, code, code_verifier="") == "invalid_request"
    token = relying.exchange(code)
    assert relying.userinfo(token["access_token"]).status_code == 200
    assert refused(relying, code) == "invalid_grant"
    assert relying.userinfo(token["access_token"]).status_code == 401  # whoever else had the code has nothing
    late = relying.agree()
    clock.advance(timedelta(seconds=61))
    assert refused(relying, late) == "invalid_grant"
    assert refused(relying, "guessed") == "invalid_grant"


def test_a_refresh_token_shown_twice_ends_its_family(
    relying: Relying, other: Relying, sign_in: SignIn, platform: Platform
) -> None:
    sign_in()
    first = relying.exchange(relying.agree("openid town offline_access"))
    second = relying.session(token=first).refresh_token(f"{HOME}/openid/token", first["refresh_token"])
    with pytest.raises(OAuthError):
        other.session(token=second).refresh_token(f"{HOME}/openid/token", second["refresh_token"])
    assert relying.userinfo(second["access_token"]).status_code == 200
    with pytest.raises(OAuthError) as refusal:
        relying.session(token=first).refresh_token(f"{HOME}/openid/token", first["refresh_token"])
    assert refusal.value.error == "invalid_grant"
    for token in (first, second):
        assert relying.userinfo(token["access_token"]).status_code == 401
    with pytest.raises(OAuthError):
        relying.session(token=second).refresh_token(f"{HOME}/openid/token", second["refresh_token"])
    assert all(token.revoked_at for token in rows(platform.db, IssuedToken))


def test_a_service_gives_a_token_up_and_nobody_elses(relying: Relying, other: Relying, sign_in: SignIn) -> None:
    sign_in()
    token = relying.exchange(relying.agree("openid town offline_access"))
    path = f"{HOME}/openid/revoke"
    assert other.session().post(path, data={"token": token["refresh_token"]}, withhold_token=True).status_code == 401
    borrowed = other.session().revoke_token(path, token["refresh_token"])
    assert borrowed.status_code == 400 and relying.userinfo(token["access_token"]).status_code == 200
    assert relying.session().revoke_token(path, token["access_token"]).status_code == 200
    assert relying.userinfo(token["access_token"]).status_code == 401
    fresh = relying.session(token=token).refresh_token(f"{HOME}/openid/token", token["refresh_token"])
    assert relying.session().revoke_token(path, fresh["refresh_token"]).status_code == 200
    assert relying.userinfo(fresh["access_token"]).status_code == 401
    assert relying.session().revoke_token(path, "unknown").status_code == 200


def test_access_ends_with_its_time_the_consent_or_the_service(
    relying: Relying, sign_in: SignIn, client: FlaskClient, platform: Platform, clock: FixedClock
) -> None:
    account = sign_in()
    token = relying.exchange(relying.agree("openid town cards offline_access"))
    assert "town" in relying.userinfo(token["access_token"]).json()
    relying.agree("openid town cards", give=["cards"], prompt="consent")  # thought better of it
    assert set(relying.userinfo(token["access_token"]).json()) == {"sub", "cards"}
    clock.advance(timedelta(minutes=10))
    assert relying.userinfo(token["access_token"]).status_code == 401
    later = relying.exchange(relying.agree("openid town offline_access"))
    waiting = relying.agree("openid town offline_access")
    assert platform.openid.withdraw(account.address, relying.client_id)
    assert not platform.openid.withdraw(account.address, relying.client_id)
    assert relying.userinfo(later["access_token"]).status_code == 401
    assert refused(relying, waiting) == "invalid_grant"
    with pytest.raises(OAuthError):
        relying.session(token=later).refresh_token(f"{HOME}/openid/token", later["refresh_token"])
    again = relying.exchange(relying.agree())
    code = relying.agree()
    register = relying.bridge.services.register
    register.stop(MITSUE, relying.bridge.officer, relying.client_id, "苦情のため")
    assert relying.userinfo(again["access_token"]).status_code == 401
    assert refused(relying, code) == "invalid_client"
    assert client.get(relying.question()).status_code == 400


def test_a_service_in_test_is_open_to_its_own_people_alone(
    relying: Relying, sign_in: SignIn, client: FlaskClient
) -> None:
    sign_in()
    token = relying.exchange(relying.agree())
    asked = form_address(client.get(relying.question(prompt="consent")).text)
    relying.bridge.services.register.back_to_test(MITSUE, relying.bridge.officer, relying.client_id)
    page = client.get(relying.question())
    assert page.status_code == 403 and "準備中" in page.text
    assert client.post(asked, data={"decision": "agree"}).status_code == 403
    assert relying.userinfo(token["access_token"]).status_code == 401
    sign_in(relying.bridge.vendor)
    assert "テスト中のサービス" in client.get(relying.question()).text
    sign_in(roles=[(Role.OFFICER, str(MITSUE))], email="officer@example.jp")
    assert relying.exchange(relying.agree())["access_token"]


def test_secrets_overlap_and_only_by_the_header(relying: Relying, sign_in: SignIn, clock: FixedClock) -> None:
    sign_in()
    keep = relying.platform.openid.keep_client
    new = keep.make_secret(relying.client_id, keep.secrets(relying.client_id)[0].id)
    for secret in (relying.secret, new):
        assert relying.exchange(relying.agree(), secret=secret)["access_token"]
    clock.advance(SECRET_OVERLAP)
    sign_in()
    assert refused(relying, relying.agree()) == "invalid_client"
    code = relying.agree()
    in_the_body = relying.session(secret=new)
    in_the_body.token_endpoint_auth_method = "client_secret_post"
    with pytest.raises(OAuthError) as refusal:
        in_the_body.fetch_token(f"{HOME}/openid/token", code=code, code_verifier=relying.verifier)
    assert refusal.value.error == "invalid_client"
    assert relying.exchange(code, secret=new)["access_token"]


def test_the_name_that_a_service_knows_is_the_subject_of_its_events_alone_while_consent_stands(
    relying: Relying, other: Relying, sign_in: SignIn, platform: Platform
) -> None:
    account = sign_in()
    subject = relying.userinfo(relying.exchange(relying.agree())["access_token"]).json()["sub"]
    assert other.userinfo(other.exchange(other.agree())["access_token"]).json()["sub"] != subject
    relying.bridge.receive(relying.bridge.event("e1", subject))
    other.bridge.receive(other.bridge.event("e2", subject))
    platform.points.bridges.hand_on.hand_on()
    platform.openid.withdraw(account.address, relying.client_id)
    relying.bridge.receive(relying.bridge.event("e3", subject))
    platform.points.bridges.hand_on.hand_on()
    assert [(row.state, row.reason, row.account) for row in rows(platform.db, ServiceEvent)] == [
        (EventState.HANDED_ON, "", account.address),
        (EventState.DEAD, "unknown_subject", None),
        (EventState.DEAD, "consent_withdrawn", None),
    ]
    again = relying.userinfo(relying.exchange(relying.agree())["access_token"]).json()["sub"]
    assert again == subject


@pytest.mark.parametrize(
    "uri",
    [
        "http://gym.example.jp/callback", "https://gym.example.jp/#x", "javascript:alert(1)", "https://*.example.jp/",
        "https://user@gym.example.jp/", "//gym.example.jp/", "https:///callback", "http://localhost.evil.example/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_taken(relying: Relying, uri: str) -> None:
    with pytest.raises(Invalid):
        relying.platform.openid.keep_client.set_up(relying.client_id, relying.bridge.vendor, ClientTerms([uri], []))


def test_no_other_site_makes_a_person_agree(relying: Relying, sign_in: SignIn, client: FlaskClient) -> None:
    sign_in()
    address = form_address(client.get(relying.question()).text)
    client.application.config["WTF_CSRF_ENABLED"] = True
    assert client.post(address, data={"decision": "agree"}).status_code == 400
    moved = client.post("/openid/authorize", data={"client_id": "svc_x", "scope": "openid"})
    assert moved.status_code == 303 and moved.headers["Location"] == "/openid/authorize?client_id=svc_x&scope=openid"
    assert relying.session().post(f"{HOME}/openid/token", withhold_token=True).status_code == 400  # not a stale form
