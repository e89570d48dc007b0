"""Passkeys through the pages: added and used with a device in Python, and what others and a stale session cannot do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import FixedClock
from chain.ids import Address
from tests.fixtures.authenticator import Authenticator
from tests.fixtures.web import SignIn
from tests.web.account.conftest import EMAIL

Enter = Callable[..., str]


@pytest.fixture
def phone() -> Authenticator:
    return Authenticator()


def add(client: FlaskClient, device: Authenticator, name: str = "台所のタブレット") -> int:
    options = client.post("/account/passkeys/challenges").get_json()
    answer = client.post("/account/passkeys", data={"name": name, "credential": device.create(options)})
    return answer.status_code


def sign_in_with(client: FlaskClient, device: Authenticator, wanted: str = "") -> str:
    options = client.post("/signin/passkey/challenges").get_json()
    answer = client.post("/signin/passkey", data={"credential": device.get(options), "next": wanted})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def test_person_adds_a_passkey_and_comes_back_in_with_it(
    client: FlaskClient, enter: Enter, phone: Authenticator
) -> None:
    enter()
    assert "パスキーはまだありません" in client.get("/account/passkeys").get_data(as_text=True)
    assert add(client, phone) == 303
    assert "台所のタブレット" in client.get("/account/passkeys").get_data(as_text=True)
    assert "まだ使っていません" in client.get("/account").get_data(as_text=True)
    client.post("/signout")
    client.set_cookie("musubi_signin", "planted-by-an-attacker")
    assert sign_in_with(client, phone, "/account/key") == "/account/key"
    found = client.get_cookie("musubi_signin")
    assert found is not None and found.value != "planted-by-an-attacker"
    page = client.get("/account").get_data(as_text=True)
    assert EMAIL in page and "まだ使っていません" not in page


def test_sign_in_page_offers_passkeys_first_and_the_mail_without_scripts(client: FlaskClient) -> None:
    page = client.get("/signin").get_data(as_text=True)
    assert page.index("data-passkey-way hidden") < page.index('id="by-email"')
    assert 'data-origin="http://localhost:8000"' in page


def test_refused_answer_leads_back_and_signs_nobody_in(client: FlaskClient, phone: Authenticator) -> None:
    options = client.post("/signin/passkey/challenges").get_json()
    answer = client.post("/signin/passkey", data={"credential": phone.get(options), "next": "//evil.example"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert "登録されていません" in page and "evil.example" not in page
    assert client.get("/account").status_code == 303
    assert client.post("/signin/passkey", data={"credential": "{"}).status_code == 401


def test_session_that_is_not_fresh_neither_adds_nor_removes(
    client: FlaskClient, enter: Enter, phone: Authenticator, clock: FixedClock, platform: Platform
) -> None:
    enter()
    add(client, phone)
    options = client.post("/account/passkeys/challenges").get_json()
    clock.advance(timedelta(minutes=15))
    assert "もう一度サインイン" in client.get("/account/passkeys").get_data(as_text=True)
    assert client.post("/account/passkeys/challenges").status_code == 409
    client.post("/account/passkeys", data={"credential": Authenticator().create(options)})
    client.post("/account/passkeys/1/removal")
    account = platform.wallet.find_account(EMAIL)
    assert account is not None and len(platform.wallet.passkeys.of(account)) == 1
    back = client.post("/account/sign-in-again", data={"next": "/account/passkeys"}).headers["Location"]
    assert back == "/signin?next=/account/passkeys"


def test_owner_renames_and_removes_and_nobody_else_does(
    client: FlaskClient, enter: Enter, sign_in: SignIn, phone: Authenticator
) -> None:
    enter()
    add(client, phone)
    client.post("/account/passkeys/1/name", data={"name": "居間のタブレット"})
    assert "居間のタブレット" in client.get("/account/passkeys").get_data(as_text=True)
    refused = client.post("/account/passkeys/1/name", data={"name": "123456789012"})
    assert refused.status_code == 422
    assert 'value="123456789012"' in refused.get_data(as_text=True)
    sign_in(email="taro@example.jp")
    assert client.post("/account/passkeys/1/name", data={"name": "x"}).status_code == 404
    assert client.post("/account/passkeys/1/removal").status_code == 404
    enter()
    assert client.post("/account/passkeys/1/removal").status_code == 303
    assert "居間のタブレット" not in client.get("/account/passkeys").get_data(as_text=True)


def test_typed_name_comes_back_when_the_device_is_refused(client: FlaskClient, enter: Enter) -> None:
    enter()
    answer = client.post("/account/passkeys", data={"name": "電話", "credential": "{}"})
    assert answer.status_code == 409
    assert 'value="電話"' in answer.get_data(as_text=True)


def test_own_wallet_needs_no_passkey_and_a_visitor_none(client: FlaskClient, sign_in: SignIn) -> None:
    assert client.get("/account/passkeys").headers["Location"] == "/signin?next=%2Faccount%2Fpasskeys"
    assert client.post("/account/passkeys/challenges").status_code == 303
    sign_in(Address("0x" + "11" * 20))
    assert "お使いのウォレットでサインイン" in client.get("/account/passkeys").get_data(as_text=True)
    assert client.post("/account/passkeys/challenges").status_code == 409


@pytest.mark.parametrize(
    "path",
    [
        "/signin/passkey", "/signin/passkey/challenges", "/account/passkeys", "/account/passkeys/challenges",
        "/account/passkeys/1/name", "/account/passkeys/1/removal", "/account/sign-in-again",
    ],
)  # fmt: skip
def test_no_form_is_taken_without_its_token(app: Flask, path: str) -> None:
    app.config.update(WTF_CSRF_ENABLED=True)
    assert app.test_client().post(path, data={"credential": "{}"}).status_code == 400


def test_guessing_is_slowed_down(app: Flask, client: FlaskClient) -> None:
    from app.security import limiter

    limiter.enabled = True
    try:
        statuses = [client.post("/signin/passkey", data={"credential": "{}"}).status_code for _ in range(21)]
    finally:
        limiter.enabled = False
    assert statuses[-1] == 429 and 429 not in statuses[:20]
