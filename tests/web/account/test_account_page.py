"""One's own page: name, language, roles, export of the key; and pages kept for certain roles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from eth_account import Account as KeyAccount
from flask import Flask
from flask.testing import FlaskClient

from app.access import current_account, requires_role, requires_sign_in
from app.wiring import Platform
from tests.fixtures.web import AppWith, SignIn
from wallet import Role


def test_name_and_language_are_changed_and_the_page_follows(client: FlaskClient, sign_in: SignIn) -> None:
    account = sign_in()
    answer = client.post("/account/profile", data={"display_name": "はなこ", "locale": "en"})
    assert answer.headers["Location"] == "/account?lang=en"
    page = client.get("/account?lang=en").get_data(as_text=True)
    assert '<html lang="en">' in page and 'value="はなこ"' in page and account.member_number in page


def test_twelve_digits_as_a_name_are_refused_and_not_kept(
    client: FlaskClient, sign_in: SignIn, platform: Platform
) -> None:
    account = sign_in()
    answer = client.post("/account/profile", data={"display_name": "1234-5678-9012", "locale": "ja"})
    assert answer.status_code == 422
    assert "マイナンバー" in answer.get_data(as_text=True)
    assert platform.wallet.names([account.address]) == {account.address: "花子"}


def test_markup_in_a_name_stays_text(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in()
    client.post("/account/profile", data={"display_name": "<img src=x>", "locale": "ja"})
    page = client.get("/account").get_data(as_text=True)
    assert "<img src=x>" not in page and "&lt;img src=x&gt;" in page


def test_roles_stand_on_the_page_with_the_way_to_the_work(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, "292125"), (Role.MERCHANT_STAFF, "7")])
    page = client.get("/account").get_data(as_text=True)
    assert "/console/292125" in page and "/terminal/7" in page


def test_key_is_shown_once_after_a_code_and_kept_by_nobody(
    client: FlaskClient, sign_in: SignIn, read_code: Callable[[], str]
) -> None:
    account = sign_in()
    assert client.get("/account/key/export").headers["Location"] == "/account/key"
    assert client.post("/account/key/codes").headers["Location"] == "/account/key/export"
    shown = client.post("/account/key/export", data={"code": read_code(), "form": "private_key"})
    page = shown.get_data(as_text=True)
    key = page.split("<textarea", 1)[1].split(">", 1)[1].split("<", 1)[0]
    assert KeyAccount.from_key(key).address == account.address
    assert shown.headers["Cache-Control"] == "no-store"
    again = client.post("/account/key/export", data={"code": read_code(), "form": "private_key"})
    assert again.status_code == 401 and key not in again.get_data(as_text=True)


def test_key_stays_where_it_is_for_a_wrong_code_or_a_short_password(
    client: FlaskClient, sign_in: SignIn, read_code: Callable[[], str]
) -> None:
    sign_in()
    client.post("/account/key/codes")
    wrong = f"{(int(read_code()) + 1) % 1_000_000:06d}"
    assert client.post("/account/key/export", data={"code": wrong, "form": "private_key"}).status_code == 401
    short = client.post("/account/key/export", data={"code": read_code(), "form": "keystore", "password": "short"})
    assert short.status_code == 422
    assert 'id="password-error"' in short.get_data(as_text=True)


@pytest.fixture
def app(app_with: AppWith) -> Flask:
    return app_with("guarded", put_guarded_pages)


def put_guarded_pages(app: Flask) -> None:
    """As other surfaces guard them."""

    @requires_sign_in
    def mine() -> str:
        return current_account().address

    @requires_role(Role.OFFICER, scope="code")
    def office(code: str) -> str:
        return f"office of {code}"

    @requires_role(Role.OPERATOR)
    def platform_room() -> str:
        return "platform"

    app.add_url_rule("/test/mine", view_func=mine, methods=["GET", "POST"])
    app.add_url_rule("/test/office/<code>", view_func=office)
    app.add_url_rule("/test/platform", view_func=platform_room)


def test_officer_enters_the_own_town_and_no_other_room(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.OFFICER, "292125")])
    assert client.get("/test/office/292125").status_code == 200
    assert client.get("/test/office/192066").status_code == 403
    assert client.get("/test/platform").status_code == 403


def test_staff_number_that_equals_a_town_code_opens_no_office(client: FlaskClient, sign_in: SignIn) -> None:
    sign_in(roles=[(Role.MERCHANT_STAFF, "292125")])
    assert client.get("/test/office/292125").status_code == 403


def test_role_taken_back_closes_the_door_at_once(client: FlaskClient, sign_in: SignIn, platform: Platform) -> None:
    account = sign_in(roles=[(Role.OPERATOR, "")])
    assert client.get("/test/platform").status_code == 200
    platform.wallet.assign_role.withdraw(account.address, Role.OPERATOR)
    assert client.get("/test/platform").status_code == 403


def test_visitor_is_led_to_sign_in_and_back(client: FlaskClient) -> None:
    assert client.get("/test/mine?a=1").headers["Location"] == "/signin?next=%2Ftest%2Fmine%3Fa%3D1"
    referrer = {"Referer": "http://localhost/towns?page=2"}
    assert client.post("/test/mine", headers=referrer).headers["Location"] == "/signin?next=%2Ftowns%3Fpage%3D2"
    foreign = {"Referer": "https://evil.example/towns"}
    assert client.post("/test/mine", headers=foreign).headers["Location"] == "/signin?next=%2F"


def test_fragment_of_a_page_sends_the_whole_page_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/test/mine", headers={"HX-Request": "true", "Referer": "http://localhost/points"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/signin?next=%2Fpoints"


def test_program_gets_a_problem_instead_of_a_page(client: FlaskClient) -> None:
    answer = client.get("/test/mine", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json()["reason"] == "sign_in_needed"
