"""An officer signs in: forced to set a second factor up, asked for it afterwards, and shut out of everything before."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.clock import FixedClock
from chain.settings import SecondFactor, Settings
from tests.fixtures.authenticator import Authenticator
from tests.web.account.test_passkey_pages import sign_in_with
from wallet import Account, Role

Enter = Callable[..., str]
EMAIL, TOWN = "officer@example.jp", "221007"
CONSOLE = f"/console/{TOWN}"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"officer_second_factor": SecondFactor.REQUIRED})


@pytest.fixture
def officer(platform: Platform) -> Account:
    account, _ = platform.wallet.open_managed_account(EMAIL)
    platform.wallet.assign_role(account.address, Role.OFFICER, TOWN)
    return account


@pytest.fixture
def secret(platform: Platform, officer: Account, clock: FixedClock) -> str:
    """Of an app that was set up a while ago."""
    found = platform.wallet.authenticator_apps.start(officer).secret
    platform.wallet.authenticator_apps.confirm(officer, pyotp.TOTP(found).at(clock.now()))
    clock.advance(timedelta(hours=1))
    return found


def token(client: FlaskClient) -> str:
    found = client.get_cookie("musubi_signin")
    return found.value if found else ""


@pytest.mark.usefixtures("officer")
def test_first_sign_in_sets_up_an_app_and_shows_the_recovery_codes_once(
    client: FlaskClient, enter: Enter, clock: FixedClock
) -> None:
    assert enter(EMAIL, CONSOLE) == f"/signin/second?next={CONSOLE}"
    half = token(client)
    assert "二要素認証を登録してください" in client.get("/signin/second").get_data(as_text=True)
    page = client.get("/second-factor/app").get_data(as_text=True)
    secret = re.search(r'translate="no">([A-Z2-7 ]{39})<', page)
    assert secret is not None
    code = pyotp.TOTP(secret[1].replace(" ", "")).at(clock.now())
    assert client.post("/second-factor/app", data={"code": "nonsense"}).status_code == 401
    answer = client.post("/second-factor/app", data={"code": code, "next": CONSOLE})
    shown = answer.get_data(as_text=True)
    assert len(re.findall(r"<li>[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}</li>", shown)) == 10
    assert f'href="{CONSOLE}"' in shown and answer.headers["Cache-Control"] == "no-store"
    assert token(client) != half
    assert client.get(CONSOLE).status_code == 200


@pytest.mark.usefixtures("officer")
def test_first_sign_in_may_set_up_a_passkey_instead(client: FlaskClient, enter: Enter) -> None:
    enter(EMAIL)
    device = Authenticator()
    options = client.post("/second-factor/passkey/challenges").get_json()
    answer = client.post("/second-factor/passkey", data={"credential": device.create(options), "next": CONSOLE})
    assert answer.headers["Location"] == CONSOLE
    assert client.get(CONSOLE).status_code == 200
    client.post("/signout")
    assert sign_in_with(client, device, CONSOLE) == CONSOLE
    assert client.get(CONSOLE).status_code == 200
    client.post("/signout")
    enter(EMAIL)
    page = client.get("/signin/second").get_data(as_text=True)
    assert "data-passkey-way" in page and "認証アプリの番号で" not in page


def test_later_sign_in_asks_for_a_code_of_the_app(
    client: FlaskClient, enter: Enter, secret: str, clock: FixedClock
) -> None:
    assert enter(EMAIL, CONSOLE) == f"/signin/second?next={CONSOLE}"
    half, code = token(client), pyotp.TOTP(secret).at(clock.now())
    refused = client.post("/signin/second/code", data={"code": "12", "next": CONSOLE})
    assert refused.status_code == 401 and "あと4回" in refused.get_data(as_text=True)
    answer = client.post("/signin/second/code", data={"code": code, "next": CONSOLE})
    assert answer.headers["Location"] == CONSOLE
    assert token(client) != half
    assert client.get(CONSOLE).status_code == 200
    thief = client.application.test_client()
    thief.set_cookie("musubi_signin", half)
    assert thief.get("/signin/second").headers["Location"].startswith("/signin?")


def test_recovery_code_lets_in_and_five_wrong_ones_lock(
    client: FlaskClient, enter: Enter, secret: str, platform: Platform, officer: Account
) -> None:
    paper = platform.wallet.authenticator_apps.renew_recovery(officer)
    enter(EMAIL)
    answer = client.post("/signin/second/recovery", data={"recovery_code": paper[3], "next": "//evil.example"})
    assert answer.headers["Location"] == "/account"
    enter(EMAIL)
    statuses = [client.post("/signin/second/recovery", data={"recovery_code": paper[3]}).status_code for _ in range(5)]
    assert statuses == [401] * 4 + [429]
    assert "15分間" in client.post("/signin/second/code", data={"code": "000000"}).get_data(as_text=True)


@pytest.mark.parametrize(
    "path", [CONSOLE, f"{CONSOLE}/persons", "/account", "/account/key", "/account/data", "/account/passkeys", "/sign/x"]
)
@pytest.mark.usefixtures("secret")
def test_officer_with_one_factor_sees_no_page_that_needs_a_sign_in(
    client: FlaskClient, enter: Enter, path: str
) -> None:
    enter(EMAIL)
    first = client.get(path)
    assert first.status_code == 303 and first.headers["Location"].startswith("/signin?")
    assert client.get(first.headers["Location"]).headers["Location"].startswith("/signin/second?")


@pytest.mark.usefixtures("secret")
def test_officer_with_one_factor_acts_in_nothing_and_adds_no_second_factor(
    client: FlaskClient, enter: Enter, platform: Platform, officer: Account
) -> None:
    enter(EMAIL)
    for path in (f"{CONSOLE}/persons", "/account/key/codes", "/account/passkeys", "/account/second-factor/app-removal"):
        assert client.post(path).headers["Location"].startswith("/signin?")
    assert client.post("/second-factor/passkey/challenges").status_code == 403
    assert client.post("/second-factor/passkey", data={"credential": "{}"}).status_code == 403
    assert client.get("/second-factor/app").headers["Location"] == "/account/second-factor"
    assert client.post("/second-factor/app", data={"code": "000000"}).status_code == 303
    ways = platform.wallet.second_factors.ways_of(officer)
    assert (ways.has_app, ways.passkeys) == (True, 0)
    asked = {"Accept": "application/json"}
    assert client.get(f"{CONSOLE}/persons", headers=asked).status_code == 401


def test_visitors_and_other_people_find_nothing_to_set_up(client: FlaskClient, enter: Enter) -> None:
    assert client.get("/signin/second").headers["Location"].startswith("/signin")
    assert client.post("/second-factor/passkey/challenges").status_code == 403
    assert enter("hanako@example.jp") == "/account"
    assert client.get("/second-factor/app").headers["Location"] == "/account/second-factor"
    assert "必要ありません" in client.get("/account/second-factor").get_data(as_text=True)


def test_officer_keeps_the_second_factor_on_the_account_page(
    client: FlaskClient, enter: Enter, secret: str, clock: FixedClock, platform: Platform, officer: Account
) -> None:
    enter(EMAIL)
    client.post("/signin/second/code", data={"code": pyotp.TOTP(secret).at(clock.now())})
    assert "回復コードはあと10個" in client.get("/account/second-factor").get_data(as_text=True)
    assert client.post("/account/second-factor/app-removal").status_code == 401
    renewed = client.post("/account/second-factor/recovery-codes", data={"next": "/account/second-factor"})
    assert "回復コードを控えてください" in renewed.get_data(as_text=True)
    device = Authenticator()
    options = client.post("/account/passkeys/challenges").get_json()
    client.post("/account/passkeys", data={"credential": device.create(options)})
    client.post("/account/second-factor/app-removal")
    client.post("/account/passkeys/1/removal")
    ways = platform.wallet.second_factors.ways_of(officer)
    assert (ways.has_app, ways.passkeys) == (False, 1)
    clock.advance(timedelta(minutes=15))
    for path in ("recovery-codes", "app-removal"):
        assert client.post(f"/account/second-factor/{path}").headers["Location"] == "/account/second-factor"


@pytest.mark.parametrize(
    "path",
    [
        "/signin/second/code", "/signin/second/recovery", "/second-factor/app", "/second-factor/passkey",
        "/second-factor/passkey/challenges", "/account/second-factor/recovery-codes",
        "/account/second-factor/app-removal",
    ],
)  # fmt: skip
def test_no_form_is_taken_without_its_token(app: Flask, path: str) -> None:
    app.config.update(WTF_CSRF_ENABLED=True)
    assert app.test_client().post(path).status_code == 400
