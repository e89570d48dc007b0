"""Signing in by e-mail in the browser: the way through, the wrong turns, and what an attacker would try."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.factory import create_app
from app.wiring import Platform
from chain.clock import FixedClock
from chain.settings import Mode
from tests.web.account.conftest import EMAIL

Enter = Callable[..., str]


def cookie(client: FlaskClient, name: str = "musubi_signin") -> str:
    found = client.get_cookie(name)
    return found.value if found else ""


def test_person_signs_in_with_the_code_and_sees_the_own_account(client: FlaskClient, enter: Enter) -> None:
    assert enter() == "/account"
    page = client.get("/account").get_data(as_text=True)
    assert EMAIL in page and "M-" in page


def test_wrong_code_is_said_with_the_tries_left(client: FlaskClient, read_code: Callable[[], str]) -> None:
    client.post("/signin/codes", data={"email": EMAIL})
    wrong = f"{(int(read_code()) + 1) % 1_000_000:06d}"
    answer = client.post("/signin/code", data={"code": wrong})
    assert answer.status_code == 401
    assert "あと4回" in answer.get_data(as_text=True)
    assert not cookie(client)


def test_page_says_the_same_for_a_known_and_an_unknown_address(client: FlaskClient, platform: Platform) -> None:
    platform.wallet.open_managed_account("known@example.jp")
    pages = []
    for name in ("known", "other"):
        answer = client.post("/signin/codes", data={"email": f"{name}@example.jp"}, follow_redirects=True)
        pages.append((answer.status_code, answer.get_data(as_text=True).replace(name, "X")))
    strip = [
        (status, "\n".join(line for line in page.split("\n") if "csrf" not in line.lower())) for status, page in pages
    ]
    strip = [(status, "\n".join(line for line in page.split("\n") if "nonce" not in line)) for status, page in strip]
    assert strip[0] == strip[1]


def test_bad_address_comes_back_with_a_sentence_and_what_was_typed(client: FlaskClient) -> None:
    answer = client.post("/signin/codes", data={"email": "hanako@"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="hanako@"' in page and "メールアドレスの形" in page


def test_sixth_code_is_refused_with_429(client: FlaskClient) -> None:
    statuses = [client.post("/signin/codes", data={"email": EMAIL}).status_code for _ in range(6)]
    assert statuses == [303] * 5 + [429]


def test_code_page_without_a_started_sign_in_leads_back(client: FlaskClient) -> None:
    assert client.get("/signin/code").headers["Location"] == "/signin"
    assert client.post("/signin/code", data={"code": "000000"}).headers["Location"] == "/signin"


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "evil", "/a\nb"]
)
def test_sign_in_never_leads_to_another_site(client: FlaskClient, enter: Enter, target: str) -> None:
    assert enter(wanted=target) == "/account"
    assert client.get("/signin", query_string={"next": target}).headers["Location"] == "/account"


def test_sign_in_leads_where_the_person_wanted_to_go(client: FlaskClient, enter: Enter) -> None:
    wanted = client.get("/account/key").headers["Location"]
    assert wanted == "/signin?next=%2Faccount%2Fkey"
    assert enter(wanted="/account/key") == "/account/key"


def test_session_planted_before_sign_in_is_worth_nothing_after_it(client: FlaskClient, enter: Enter) -> None:
    client.set_cookie("musubi_signin", "planted-by-an-attacker")
    client.get("/signin")
    before = cookie(client, "musubi_session")
    enter()
    assert cookie(client) != "planted-by-an-attacker"
    assert cookie(client, "musubi_session") != before
    other = client.application.test_client()
    other.set_cookie("musubi_signin", "planted-by-an-attacker")
    assert other.get("/account").status_code == 303


def test_signing_in_again_ends_the_session_before(client: FlaskClient, enter: Enter) -> None:
    enter()
    before = cookie(client)
    enter("taro@example.jp")
    old = client.application.test_client()
    old.set_cookie("musubi_signin", before)
    assert old.get("/account").status_code == 303
    assert "taro@example.jp" in client.get("/account").get_data(as_text=True)


def test_sign_out_ends_the_session_on_the_server_too(client: FlaskClient, enter: Enter) -> None:
    enter()
    token = cookie(client)
    assert client.post("/signout").headers["Location"] == "/"
    assert not cookie(client)
    thief = client.application.test_client()
    thief.set_cookie("musubi_signin", token)
    assert thief.get("/account").status_code == 303


def test_sign_out_everywhere_ends_the_other_device(client: FlaskClient, enter: Enter, platform: Platform) -> None:
    enter()
    account = platform.wallet.find_account(EMAIL)
    assert account is not None
    phone = client.application.test_client()
    phone.set_cookie("musubi_signin", platform.wallet.open_session(account).token)
    assert phone.get("/account").status_code == 200
    client.post("/account/sessions/revocation")
    assert phone.get("/account").status_code == 303
    assert client.get("/account").status_code == 303


def test_session_dies_of_old_age(client: FlaskClient, enter: Enter, clock: FixedClock) -> None:
    enter()
    clock.advance(timedelta(days=8))
    assert client.get("/account").status_code == 303


def test_cookie_is_for_this_site_only_and_out_of_reach_of_scripts(client: FlaskClient, enter: Enter) -> None:
    enter()
    found = client.get_cookie("musubi_signin")
    assert found is not None
    assert found.http_only and found.same_site == "Lax" and found.path == "/" and not found.secure


def test_cookie_travels_by_https_only_where_we_are_served_by_https(platform: Platform) -> None:
    from dataclasses import replace

    served = replace(platform, settings=platform.settings.model_copy(update={"public_url": "https://musubi.example"}))
    flask = create_app(served)
    flask.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    client = flask.test_client()
    account, _ = platform.wallet.open_managed_account(EMAIL)
    with flask.test_request_context():
        from app.access import keep_signed_in

        answer = keep_signed_in(flask.make_response(""), platform.wallet.open_session(account))
    assert answer.headers["Set-Cookie"].startswith("__Host-musubi-signin=")
    assert "; Secure; HttpOnly; Path=/; SameSite=Lax" in answer.headers["Set-Cookie"]
    assert client.get("/signin").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/signin/codes", "/signin/code", "/signout", "/signin/wallet", "/signin/wallet/challenges", "/account/profile",
        "/account/sessions/revocation", "/account/key/codes", "/account/key/export", "/sign/x/signature",
    ],
)  # fmt: skip
def test_no_form_is_taken_without_its_token(app: Flask, path: str) -> None:
    app.config.update(WTF_CSRF_ENABLED=True)
    assert app.test_client().post(path, data={"email": EMAIL}).status_code == 400


def test_demo_person_is_one_press_away_but_not_past_the_code(client: FlaskClient) -> None:
    assert 'value="officer@example.jp"' in client.get("/signin").get_data(as_text=True)
    answer = client.post("/signin/codes", data={"email": "officer@example.jp"})
    assert answer.headers["Location"] == "/signin/code"
    assert client.get("/account").status_code == 303


def test_mail_box_shows_what_would_have_been_sent(client: FlaskClient, read_code: Callable[[], str]) -> None:
    client.post("/signin/codes", data={"email": EMAIL})
    assert EMAIL in client.get("/mail").get_data(as_text=True)
    assert read_code() in client.get("/mail/1").get_data(as_text=True)
    assert 'href="/mail/1"' in client.get("/mail", query_string={"to": EMAIL}).get_data(as_text=True)
    assert 'href="/mail/1"' not in client.get("/mail", query_string={"to": "else@example.jp"}).get_data(as_text=True)
    assert client.get("/mail/99").status_code == 404


def test_there_is_no_mail_box_in_production(platform: Platform) -> None:
    from dataclasses import replace

    settings = platform.settings.model_copy(update={"mode": Mode.PRODUCTION})
    flask = create_app(replace(platform, settings=settings))
    assert flask.test_client().get("/mail").status_code == 404
