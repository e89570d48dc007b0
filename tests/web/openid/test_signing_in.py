"""A service signs a person in with us, by a client library that is not ours, from the first question to the claims."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from authlib.oidc.discovery import OpenIDProviderMetadata
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import KeySet

from app.wiring import Platform
from chain.clock import FixedClock
from tests.fixtures.openid import HOME, REDIRECT, Relying, form_address, rows
from tests.fixtures.web import SignIn
from wallet.openid.models import AuthorizationCode, ConsentUse, IssuedToken


@pytest.fixture
def clock() -> FixedClock:
    """Now: the client library looks at the machine's clock."""
    return FixedClock(datetime.now(UTC).replace(microsecond=0))


def test_a_client_library_finds_its_way_and_gets_what_the_person_agreed_to(
    relying: Relying, sign_in: SignIn, client: FlaskClient
) -> None:
    account = sign_in()
    found = client.get("/.well-known/openid-configuration").get_json()
    AuthorizationServerMetadata(found).validate()
    assert found["issuer"] == HOME and found["subject_types_supported"] == ["pairwise"]
    OpenIDProviderMetadata(found).validate_subject_types_supported()
    code = relying.agree("openid town age_band cards points tickets")
    assert relying.last["iss"] == HOME and relying.last["state"] == "s-1"
    token = relying.exchange(code)
    assert token["token_type"] == "Bearer" and token["expires_in"] == 600 and "refresh_token" not in token
    keys = KeySet.import_key_set(client.get("/openid/keys").get_json())
    claims = jwt.decode(token["id_token"], keys, algorithms=["ES256"]).claims
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (HOME, relying.client_id, "n-1")
    assert claims["exp"] - claims["iat"] == 600 and abs(claims["auth_time"] - time.time()) < 60
    told = relying.userinfo(token["access_token"])
    assert told.status_code == 200 and told.headers["Cache-Control"] == "no-store"
    body = told.json()
    assert body.pop("sub") == claims["sub"] and claims["sub"].startswith("sub_")
    assert body == {"town": None, "town_verified": False, "age_band": None, "cards": [], "points": [], "tickets": []}
    assert account.address not in str(claims) + told.text and account.member_number not in told.text
    assert not {"d"} & set(client.get("/openid/keys").get_json()["keys"][0])


def test_the_page_says_what_is_given_and_what_never_is_and_asks_once(
    relying: Relying, sign_in: SignIn, client: FlaskClient
) -> None:
    sign_in()
    page = client.get(relying.question("openid town points"))
    assert f"form-action 'self' {REDIRECT.removesuffix('/callback')};" in page.headers["Content-Security-Policy"]
    for words in (
        "村のジム",
        "住んでいる町",
        "本人確認をしていない、と伝わります",
        "使いみち：townを使うため",
        "マイナンバー",
    ):
        assert words in page.text
    told = relying.come_back(client.post(form_address(page.text), data={"decision": "refuse"}).headers["Location"])
    assert told == {
        "error": "access_denied",
        "state": "s-1",
        "iss": HOME,
        "error_description": told["error_description"],
    }
    code = relying.agree("openid town points", give=["town"])
    assert relying.exchange(code)["scope"] == "openid town"
    assert client.get(relying.question("openid town points")).status_code == 302  # not again
    assert client.get(relying.question("openid cards")).status_code == 200  # for more
    assert client.get(relying.question("openid town", prompt="consent")).status_code == 200
    silent = client.get(relying.question("openid cards", prompt="none"))
    assert relying.come_back(silent.headers["Location"])["error"] == "consent_required"
    english = client.get(relying.question("openid town points", prompt="consent", lang="en")).text
    assert "Village gym" in english and "for town" in english
    again = client.get(relying.question("openid town points", prompt="consent")).text
    assert 'value="points" aria-describedby="why-points">' in again  # left out before: not ticked by us


def test_who_is_not_signed_in_goes_there_and_comes_back(
    relying: Relying, sign_in: SignIn, client: FlaskClient, clock: FixedClock
) -> None:
    silent = client.get(relying.question(prompt="none"))
    assert relying.come_back(silent.headers["Location"])["error"] == "login_required"
    went = client.get(relying.question(max_age="300"))
    assert went.status_code == 303 and went.headers["Location"].startswith("/signin?next=%2Fopenid%2Fauthorize")
    sign_in()
    back = client.get(went.headers["Location"])
    page = client.get(back.headers["Location"])
    agreed = client.post(form_address(page.text), data={"decision": "agree", "give": ["town"]})
    assert agreed.status_code == 200 and f'content="0; url={REDIRECT}?code=' in agreed.text  # no form leads elsewhere
    clock.advance(timedelta(minutes=6))
    for changes in ({"max_age": "300"}, {"prompt": "login"}, {"prompt": "select_account"}):
        asked = client.get(relying.question(**changes))
        assert asked.status_code == 200 and "サインインし直す" in asked.text
    assert client.get(relying.question(max_age="3600")).status_code == 302
    out = client.post(relying.question(prompt="login").replace("/authorize", "/signins"))
    assert out.headers["Location"].startswith("/signin?next=") and client.get("/account").status_code == 303
    forged = relying.question(prompt="login") + "&musubi_login=1.x"
    sign_in()
    assert "サインインし直す" in client.get(forged).text
    assert client.get(client.get(out.headers["Location"]).headers["Location"]).status_code == 200


def test_a_service_that_keeps_access_gets_new_tokens_and_uses_are_written_down(
    relying: Relying, sign_in: SignIn, platform: Platform
) -> None:
    sign_in()
    token = relying.exchange(relying.agree("openid town offline_access"))
    session = relying.session(token=token)
    fresh = session.refresh_token(f"{HOME}/openid/token", token["refresh_token"])
    assert fresh["refresh_token"] != token["refresh_token"]
    assert relying.userinfo(fresh["access_token"]).json()["sub"].startswith("sub_")
    uses = {(use.kind, use.times) for use in rows(platform.db, ConsentUse)}
    assert uses == {("sign_in", 1), ("refresh", 1), ("read", 1)}
    kept = [*rows(platform.db, IssuedToken), *rows(platform.db, AuthorizationCode)]
    assert all(len(getattr(row, "token_hash", b"") or row.code_hash) == 32 for row in kept)
