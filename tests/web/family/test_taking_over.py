"""Handing an account over in the browser: the guardian's mail, the receiver's page and card, the town's counter."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app.wiring import Platform
from chain.ids import MunicipalityCode
from chain.settings import Settings
from tests.fixtures.identity import IdentityProvider
from tests.fixtures.web import SignIn
from wallet import Account, Role
from wallet.models import FamilyBond, Relation

UDA, MISHIMA = "292125", "222062"
DESK = f"/console/{UDA}/families/handover"
MINE = "mio@example.jp"


@pytest.fixture
def settings(settings: Settings, identity_provider: IdentityProvider) -> Settings:
    given = {"identity_sandbox_port": identity_provider.settings.identity_sandbox_port}
    return settings.model_copy(update=given)


@pytest.fixture
def taro(sign_in: SignIn) -> Account:
    return sign_in(email="taro@example.jp")


@pytest.fixture
def child(platform: Platform, taro: Account) -> FamilyBond:
    return platform.wallet.families.register.child(taro.address, "高橋 みお", "2015-04")


@pytest.fixture
def parent(platform: Platform, taro: Account, sign_in: SignIn) -> FamilyBond:
    families = platform.wallet.families
    bond = families.register.adult(taro.address, "高橋 ウメ", Relation.PARENT, MunicipalityCode(UDA))
    officer = sign_in(email="uda@example.jp", roles=[(Role.OFFICER, UDA)])
    families.confirm.approve(MunicipalityCode(UDA), officer.address, bond.id)
    return bond


def seen(platform: Platform, bond: FamilyBond, **more: str) -> dict[str, str]:
    """What an officer types of the woman of 82 whose card the provider has."""
    account = platform.wallet.find_account.by_address(bond.ward)
    assert account is not None
    return {
        "who": account.member_number, "email": MINE, "name_kana": "ウエダ ウメコ", "name": "上田 梅子",
        "birthday": "1944-01-15", "valid_until": "2028-12-31", "has_seen_person": "1", **more,
    }  # fmt: skip


def link(platform: Platform) -> str:
    """Of the newest mail, as the browser asks for it."""
    assert platform.wallet.mailbox is not None
    found = re.search(r"(/takeover\?ticket=\S+)", platform.wallet.mailbox.latest()[0].body)
    assert found is not None
    return found.group(1)


def test_a_guardian_sends_a_mail_and_its_reader_takes_the_account(
    client: FlaskClient, platform: Platform, child: FamilyBond
) -> None:
    page = f"/account/family/{child.id}/handover"
    assert "本人のメールアドレスで引き継ぐ" in client.get("/account/family").text
    wrong = client.post(page, data={"email": "no address"})
    assert wrong.status_code == 422 and "no address" in wrong.text
    assert client.post(page, data={"email": "taro@example.jp"}).status_code == 409
    sent = client.post(page, data={"email": MINE})
    assert MINE in sent.text and "まだ何も変わっていません" in sent.text
    assert "引き継ぎのメールを送った" in client.get("/account/family").text
    client.post("/signout")

    opened = client.get(link(platform), follow_redirects=True)
    assert opened.request.path == "/takeover" and "ticket" not in opened.request.query_string.decode()
    assert "高橋 みお" in opened.text and MINE in opened.text and "花子" in opened.text
    done = client.post("/takeover", follow_redirects=True)
    assert "引き継ぎました" in done.text and done.request.path == "/signin"
    assert platform.wallet.find(MINE) == child.ward
    assert "もう使われています" in client.get(link(platform), follow_redirects=True).text
    assert client.post("/takeover").status_code == 409


def test_a_stranger_without_the_mail_takes_nothing(client: FlaskClient, platform: Platform, child: FamilyBond) -> None:
    client.post(f"/account/family/{child.id}/handover", data={"email": MINE})
    client.post("/signout")
    assert client.post("/takeover").status_code == 409
    assert client.post("/takeover/checks").status_code == 409
    assert "もう使われています" in client.get("/takeover?ticket=guessed", follow_redirects=True).text
    assert platform.wallet.find(MINE) is None


def test_for_an_adult_the_guardian_reads_who_may_and_types_no_address(
    client: FlaskClient, platform: Platform, parent: FamilyBond, sign_in: SignIn
) -> None:
    sign_in(email="taro@example.jp")
    page = f"/account/family/{parent.id}/handover"
    assert page not in client.get("/account/family").text
    shown = client.get(page).text
    assert "ご本人だけです" in shown and 'name="email"' not in shown and "/takeover/new" in shown
    assert client.post(page, data={"email": MINE}).status_code == 409
    assert platform.wallet.find(MINE) is None


def test_a_grown_up_takes_it_over_with_the_card_while_nobody_is_signed_in(
    client: FlaskClient, platform: Platform, parent: FamilyBond, identity_provider: IdentityProvider
) -> None:
    client.post(f"/console/{UDA}/persons", data=seen(platform, parent))
    client.post("/signout")
    assert "/takeover/new" in client.get("/signin").text
    wrong = client.post("/takeover/requests", data={"email": "no address"})
    assert wrong.status_code == 422 and "no address" in wrong.text
    assert MINE in client.post("/takeover/requests", data={"email": MINE}).text
    assert "引き継ぐ</button>" not in client.get(link(platform), follow_redirects=True).text
    assert "同じ人だと" not in card(client, identity_provider, "yui")
    assert client.post("/takeover").status_code == 409
    page = card(client, identity_provider, "umeko")
    assert "高橋 ウメ" in page and "引き継ぐ" in page
    client.post("/takeover")
    assert platform.wallet.find(MINE) == parent.ward


def card(client: FlaskClient, provider: IdentityProvider, person: str) -> str:
    page = client.get("/takeover")
    origin = f"http://127.0.0.1:{provider.settings.identity_sandbox_port}"
    assert f"form-action 'self' {origin};" in page.headers["Content-Security-Policy"]
    went = client.post("/takeover/checks")
    back = urlsplit(provider.give_card(went.headers["Location"], person))
    return client.get(f"{back.path}?{back.query}", follow_redirects=True).text


def test_an_officer_of_the_town_hands_over_and_another_towns_does_not(
    client: FlaskClient, platform: Platform, parent: FamilyBond, sign_in: SignIn
) -> None:
    assert "アカウントを本人に引き継ぐ" in client.get(f"/console/{UDA}/families").text
    unseen = client.post(DESK, data=seen(platform, parent, has_seen_person="", email="typed@example.jp"))
    assert unseen.status_code == 422 and "typed@example.jp" in unseen.text and "ウエダ ウメコ" in unseen.text
    sign_in(email="mishima@example.jp", roles=[(Role.OFFICER, MISHIMA)])
    assert client.post(DESK, data=seen(platform, parent)).status_code == 403
    other = client.post(DESK.replace(UDA, MISHIMA), data=seen(platform, parent))
    assert other.status_code == 409 and "ほかのまち" in other.text and MINE in other.text
    sign_in(email="taro@example.jp")
    assert client.post(DESK, data=seen(platform, parent)).status_code == 403
    sign_in(email="uda@example.jp")
    assert "メールを送りました" in client.post(DESK, data=seen(platform, parent), follow_redirects=True).text
    log = client.get(f"/console/{UDA}/audit-log").text
    assert "高橋 ウメ" in log and "花子" in log
    client.post("/signout")
    client.get(link(platform))
    client.post("/takeover")
    assert platform.wallet.find(MINE) == parent.ward


def test_an_officer_whose_family_it_is_asks_another(
    client: FlaskClient, platform: Platform, parent: FamilyBond, sign_in: SignIn
) -> None:
    sign_in(email="taro@example.jp", roles=[(Role.OFFICER, UDA)])
    refused = client.post(DESK, data=seen(platform, parent))
    assert refused.status_code == 409 and "ほかの職員" in refused.text


def test_a_wrong_month_of_birth_asks_for_the_family(
    client: FlaskClient, platform: Platform, child: FamilyBond, sign_in: SignIn
) -> None:
    sign_in(email="uda@example.jp", roles=[(Role.OFFICER, UDA)])
    assert "with_family" not in client.get(DESK).text
    refused = client.post(DESK, data=seen(platform, child))
    assert refused.status_code == 409 and "生まれ月" in refused.text and 'name="with_family"' in refused.text
    assert client.post(DESK, data=seen(platform, child, with_family="1")).status_code == 303
