"""Leaving in the browser: said beforehand, a word typed, a week to come back, and then somebody new may come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.leaving.erasing import erase_due
from app.wiring import Platform
from chain.clock import FixedClock
from chain.ids import Address, MunicipalityCode
from marketplace.models.ledger import YenBalance
from tests.fixtures.web import SignIn
from wallet import Account, Role
from wallet.services.persons.verify_person import Document

EMAIL, UDA = "itoko@example.jp", MunicipalityCode("292125")
WEEK = timedelta(days=7, minutes=1)


@pytest.fixture
def itoko(sign_in: SignIn) -> Account:
    return sign_in(email=EMAIL)


def leave(client: FlaskClient) -> str:
    return client.post("/account/leaving", data={"word": "退会する"}, follow_redirects=True).text


def test_what_goes_and_what_stays_is_said_with_numbers(client: FlaskClient, platform: Platform, itoko: Account) -> None:
    with platform.db.write() as session:
        session.add(YenBalance(account=itoko.address, amount=12_300))
    page = client.get("/account/leaving").text
    assert "円トークン 12,300円" in page and "秘密鍵を壊します" in page
    assert "7日後に消します" in page


def test_it_takes_the_word_and_a_fresh_sign_in(client: FlaskClient, clock: FixedClock, itoko: Account) -> None:
    wrong = client.post("/account/leaving", data={"word": "はい"})
    assert wrong.status_code == 422 and "はい" in wrong.text
    clock.advance(timedelta(minutes=16))
    assert "もう一度サインインしてください" in client.get("/account/leaving").text
    assert client.post("/account/leaving", data={"word": "退会する"}).headers["Location"] == "/account/leaving"
    assert client.get("/account").status_code == 200


def test_nobody_else_leaves_for_somebody(client: FlaskClient, platform: Platform, itoko: Account) -> None:
    child = platform.wallet.families.register.child(itoko.address, "みお", "2020-04")
    client.post(f"/account/family/{child.id}/acting")
    assert client.get("/account/leaving").status_code == 403
    assert client.post("/account/leaving", data={"word": "退会する"}).status_code == 403
    client.post("/signout")
    assert "/signin" in client.post("/account/leaving", data={"word": "退会する"}).headers["Location"]


def test_the_copy_of_ones_data_tells_when_one_asked_to_leave(
    client: FlaskClient, platform: Platform, itoko: Account
) -> None:
    leave(client)
    with platform.db.read() as session:
        (asked,) = platform.wallet.read_own_data(session, itoko.address)["leaving"]
    assert asked["asked_at"] and asked["due_at"] and not asked["cancelled_at"]


def test_who_comes_back_within_the_week_stays(
    client: FlaskClient, platform: Platform, clock: FixedClock, itoko: Account
) -> None:
    assert "退会を受け付けました" in leave(client)
    assert "/signin" in client.get("/account").headers["Location"]
    assert platform.wallet.mailbox is not None
    assert "7日後に" in platform.wallet.mailbox.latest()[0].body
    clock.advance(timedelta(days=6))
    client.post("/signin/codes", data={"email": EMAIL})
    code = next(
        line.strip() for line in platform.wallet.mailbox.latest()[0].body.splitlines() if line.strip().isdigit()
    )
    back = client.post("/signin/code", data={"code": code}, follow_redirects=True)
    assert "退会の申し込みを取りやめました" in back.text
    clock.advance(WEEK)
    assert erase_due(platform) == 0


def test_after_the_week_the_person_is_gone_and_may_come_again(
    client: FlaskClient, platform: Platform, clock: FixedClock, itoko: Account
) -> None:
    verify(platform, itoko.address)
    leave(client)
    assert erase_due(platform) == 0
    clock.advance(WEEK)
    assert (erase_due(platform), erase_due(platform)) == (1, 0)
    again, is_new = platform.wallet.open_managed_account(EMAIL)
    assert is_new and again.address != itoko.address
    verify(platform, again.address)  # the identity check is free again


@pytest.mark.parametrize(
    ("role", "scope", "words"),
    [(Role.OFFICER, str(UDA), "ただ一人の担当職員"), (Role.MERCHANT_STAFF, "7", "ただ一人の担当者であるお店")],
)
def test_the_last_of_an_office_or_shop_stays_until_another_is_there(
    client: FlaskClient, platform: Platform, itoko: Account, role: Role, scope: str, words: str
) -> None:
    platform.wallet.assign_role(itoko.address, role, scope)
    assert words in client.get("/account/leaving").text
    assert client.post("/account/leaving", data={"word": "退会する"}).status_code == 409
    other, _ = platform.wallet.open_managed_account("other@example.jp")
    platform.wallet.assign_role(other.address, role, scope)
    assert "退会を受け付けました" in leave(client)


def test_a_guardian_of_a_ward_without_anybody_else_stays(
    client: FlaskClient, platform: Platform, clock: FixedClock, itoko: Account
) -> None:
    bond = platform.wallet.families.register.child(itoko.address, "みお", "2020-04")
    assert "代わりに操作している家族が1人" in client.get("/account/leaving").text
    assert client.post("/account/leaving", data={"word": "退会する"}).status_code == 409
    platform.wallet.families.end.withdraw(bond.id, itoko.address)
    leave(client)
    platform.wallet.assign_role(itoko.address, Role.OFFICER, str(UDA))  # meanwhile
    clock.advance(WEEK)
    assert erase_due(platform) == 0


def verify(platform: Platform, account: Address) -> None:
    until = platform.clock.now().date() + timedelta(days=365)
    paper = Document("ハリヤマイトコ", date(1970, 1, 2), until)
    platform.wallet.verify_person.verify(UDA, account, account, paper)
