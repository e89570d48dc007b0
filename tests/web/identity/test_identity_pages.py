"""The way to the app and back through the pages, and what a person may take back or bring along."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app.sandbox_identity.misbehaving import Misbehaviour
from app.wiring import Platform
from chain.settings import Settings
from tests.fixtures.identity import IdentityProvider
from tests.fixtures.web import SignIn
from wallet.models import Verification


@pytest.fixture
def settings(settings: Settings, identity_provider: IdentityProvider) -> Settings:
    given = {"identity_sandbox_port": identity_provider.settings.identity_sandbox_port}
    return settings.model_copy(update=given)


def come_back(
    client: FlaskClient, provider: IdentityProvider, person: str = "yui", *, keeps: bool = False, **more: object
) -> tuple[int, str]:
    """Status and page after the whole way."""
    went = client.post("/account/identity/checks", data={"keeps": "1"} if keeps else {})
    assert went.status_code == 303
    back = urlsplit(provider.give_card(went.headers["Location"], person, **more))  # type: ignore[arg-type]
    answer = client.get(f"{back.path}?{back.query}", follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_card_is_read_and_the_account_says_so(
    client: FlaskClient, sign_in: SignIn, identity_provider: IdentityProvider
) -> None:
    sign_in()
    page = client.get("/account/identity")
    origin = f"http://127.0.0.1:{identity_provider.settings.identity_sandbox_port}"
    assert f"form-action 'self' {origin};" in page.headers["Content-Security-Policy"]
    assert "form-action 'self';" in client.get("/account").headers["Content-Security-Policy"]
    status, text = come_back(client, identity_provider)
    assert status == 200
    assert "磐梯町" in text and "30〜44歳" in text and "本人確認済み" in text
    assert "五十嵐" not in text
    assert "本人確認済み" in client.get("/account").get_data(as_text=True)


def test_what_went_wrong_is_said_and_the_way_stays_open(
    client: FlaskClient, sign_in: SignIn, identity_provider: IdentityProvider
) -> None:
    sign_in()
    for more, said in (
        ({"agree": False}, "アプリで取りやめた"),
        ({"wrong": Misbehaviour.BAD_SIGNATURE}, "本物かどうかを確かめられなかった"),
        ({"wrong": Misbehaviour.BROKEN}, "しばらく待ってから"),
    ):
        status, text = come_back(client, identity_provider, **more)
        assert status == 200
        assert said in text and "カードの読み取りに進む" in text
    assert client.get("/account/identity/callback").headers["Location"] == "/account/identity"
    assert "始めた本人確認ではない" in client.get("/account/identity").get_data(as_text=True)
    assert "始めた本人確認ではない" not in client.get("/account/identity").get_data(as_text=True)


def test_name_and_address_are_shown_to_their_owner_and_erased(
    client: FlaskClient, sign_in: SignIn, identity_provider: IdentityProvider
) -> None:
    sign_in()
    assert "五十嵐 結衣" in come_back(client, identity_provider, keeps=True)[1]
    erased = client.post("/account/identity/kept/erasure", follow_redirects=True).get_data(as_text=True)
    assert "消しました" in erased and "五十嵐" not in erased


def test_a_second_account_is_refused_and_may_take_over(
    client: FlaskClient, sign_in: SignIn, identity_provider: IdentityProvider, platform: Platform
) -> None:
    first = sign_in()
    come_back(client, identity_provider)
    second = sign_in(email="second@example.jp")
    status, text = come_back(client, identity_provider)
    assert status == 200
    assert "このアカウントに移す" in text
    number = int(text.split('action="/account/identity/moves/')[1].split('"')[0])
    sign_in()
    gone = client.post(f"/account/identity/moves/{number}", follow_redirects=True)  # somebody else's
    assert "時間がたちすぎました" in gone.get_data(as_text=True)
    sign_in(email="second@example.jp")
    status, text = come_back(client, identity_provider)
    number = int(text.split('action="/account/identity/moves/')[1].split('"')[0])
    moved = client.post(f"/account/identity/moves/{number}", follow_redirects=True)
    assert "移しました" in moved.get_data(as_text=True)
    assert platform.wallet.identity.read.of(first.address) is None
    assert platform.wallet.identity.read.of(second.address) is not None


def test_whose_family_account_it_was_is_led_to_take_it_over(
    client: FlaskClient, sign_in: SignIn, identity_provider: IdentityProvider, platform: Platform
) -> None:
    guardian = sign_in()
    ward = platform.wallet.families.register.child(guardian.address, "みお", "2016-06").ward
    come_back(client, identity_provider)
    with platform.db.write() as session:  # as after a move at the counter
        session.query(Verification).update({"account": ward})
    sign_in(email="second@example.jp")
    status, text = come_back(client, identity_provider)
    assert status == 200 and "/takeover/new" in text and "ご家族が代わりに使ってきたアカウント" in text


def test_visitors_sign_in_first(client: FlaskClient) -> None:
    for path in ("/account/identity", "/account/identity/callback?state=a&code=b", "/account/identity/moves/1"):
        assert client.get(path).headers["Location"].startswith("/signin")
    assert client.post("/account/identity/checks").headers["Location"].startswith("/signin")
