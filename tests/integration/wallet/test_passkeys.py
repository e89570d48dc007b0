"""Passkeys: added with a real key, good for this site, this browser and this person only, and counted."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from chain.clock import FixedClock
from chain.db import Database
from chain.errors import Invalid, NotFound
from tests.fixtures.authenticator import Authenticator, encoded
from wallet import Account, WalletServices
from wallet.errors import PasskeyRefused, SignInRefused
from wallet.mail import KeptMail
from wallet.models import PasskeyChallenge
from wallet.models.passkey import MOST_PASSKEYS

BROWSER = "a-browser's-own-secret"


@pytest.fixture
def hanako(wallet: WalletServices) -> Account:
    return wallet.open_managed_account("hanako@example.jp", display_name="花子")[0]


@pytest.fixture
def phone() -> Authenticator:
    return Authenticator()


def add(wallet: WalletServices, account: Account, device: Authenticator, name: str = "電話") -> None:
    options = wallet.passkeys.start_adding(account, BROWSER)
    wallet.passkeys.add(account, BROWSER, device.create(options), name=name)


def sign_in(wallet: WalletServices, device: Authenticator) -> str:
    answer = device.get(wallet.passkey_sign_in.start(BROWSER))
    return wallet.passkey_sign_in.finish(BROWSER, answer, user_agent="Firefox/140.0").token


def test_device_signs_its_person_in_and_ends_the_session_before(
    wallet: WalletServices, hanako: Account, phone: Authenticator
) -> None:
    add(wallet, hanako, phone)
    first = sign_in(wallet, phone)
    answer = phone.get(wallet.passkey_sign_in.start(BROWSER))
    second = wallet.passkey_sign_in.finish(BROWSER, answer, replaces=first)
    assert second.account.id == hanako.id
    assert wallet.account_of_session(first) is None
    assert wallet.account_of_session(second.token) is not None


def test_owner_is_told_of_a_new_passkey_and_has_it_also_when_no_mail_goes_out(
    wallet: WalletServices, hanako: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(wallet, hanako, Authenticator())
    assert wallet.mailbox is not None
    told = wallet.mailbox.latest(to="hanako@example.jp")
    assert [mail.subject for mail in told] == ["Musubi(結び) サインインの方法が追加されました"]
    assert "パスキー「電話」" in told[0].body

    def fails(*words: str) -> None:
        raise SignInRefused("mail_unavailable")

    monkeypatch.setattr(KeptMail, "send", fails)
    add(wallet, hanako, Authenticator())
    assert len(wallet.passkeys.of(hanako)) == 2


def test_options_ask_for_a_check_of_the_person_and_tell_the_device_nothing_of_the_wallet(
    wallet: WalletServices, hanako: Account
) -> None:
    options = wallet.passkeys.start_adding(hanako, BROWSER)
    assert options["authenticatorSelection"] == {
        "residentKey": "required", "requireResidentKey": True, "userVerification": "required",
    }  # fmt: skip
    assert options["attestation"] == "none"
    assert hanako.address.lower() not in json.dumps(options).lower()
    assert wallet.passkey_sign_in.start(BROWSER)["userVerification"] == "required"


def test_second_passkey_of_an_account_has_the_same_handle_and_excludes_the_first_device(
    wallet: WalletServices, hanako: Account, phone: Authenticator
) -> None:
    add(wallet, hanako, phone)
    options = wallet.passkeys.start_adding(hanako, BROWSER)
    assert [one["id"] for one in options["excludeCredentials"]] == [encoded(phone.credential_id)]  # type: ignore[attr-defined]
    assert options["user"]["id"] == encoded(phone.user_handle)  # type: ignore[index]


def test_answer_is_good_once(wallet: WalletServices, hanako: Account, phone: Authenticator) -> None:
    options = wallet.passkeys.start_adding(hanako, BROWSER)
    made = phone.create(options)
    wallet.passkeys.add(hanako, BROWSER, made, name="")
    with pytest.raises(PasskeyRefused, match="challenge_over"):
        wallet.passkeys.add(hanako, BROWSER, made, name="")
    answer = phone.get(wallet.passkey_sign_in.start(BROWSER))
    wallet.passkey_sign_in.finish(BROWSER, answer)
    with pytest.raises(SignInRefused, match="passkey_over"):
        wallet.passkey_sign_in.finish(BROWSER, answer)


def test_challenge_is_spent_by_a_wrong_answer_too(
    wallet: WalletServices, hanako: Account, phone: Authenticator
) -> None:
    add(wallet, hanako, phone)
    options = wallet.passkey_sign_in.start(BROWSER)
    phone.verifies_person = False
    with pytest.raises(SignInRefused, match="passkey_refused"):
        wallet.passkey_sign_in.finish(BROWSER, phone.get(options))
    phone.verifies_person = True
    with pytest.raises(SignInRefused, match="passkey_over"):
        wallet.passkey_sign_in.finish(BROWSER, phone.get(options))


def test_challenge_of_another_browser_account_kind_or_time_is_refused(
    wallet: WalletServices, hanako: Account, phone: Authenticator, clock: FixedClock
) -> None:
    add(wallet, hanako, phone)
    taro, _ = wallet.open_managed_account("taro@example.jp")
    other = Authenticator()
    with pytest.raises(SignInRefused, match="passkey_over"):
        wallet.passkey_sign_in.finish(BROWSER, phone.get(wallet.passkey_sign_in.start("the attacker's browser")))
    with pytest.raises(SignInRefused, match="passkey_over"):
        wallet.passkey_sign_in.finish(
            BROWSER, phone.get({**wallet.passkeys.start_adding(hanako, BROWSER), "rpId": "localhost"})
        )
    with pytest.raises(PasskeyRefused, match="challenge_over"):
        wallet.passkeys.add(taro, BROWSER, other.create(wallet.passkeys.start_adding(hanako, BROWSER)), name="")
    late = wallet.passkey_sign_in.start(BROWSER)
    clock.advance(timedelta(minutes=10))
    with pytest.raises(SignInRefused, match="passkey_over"):
        wallet.passkey_sign_in.finish(BROWSER, phone.get(late))


@pytest.mark.parametrize(
    "wrong", [{"origin": "https://evil.example"}, {"origin": "http://127.0.0.1:8000"}, {"verifies_person": False}]
)
def test_device_on_another_site_or_without_its_person_is_refused(
    wallet: WalletServices, hanako: Account, phone: Authenticator, wrong: dict[str, object]
) -> None:
    with pytest.raises(PasskeyRefused, match="not_accepted"):
        add(wallet, hanako, Authenticator(**wrong))  # type: ignore[arg-type]
    add(wallet, hanako, phone)
    for name, value in wrong.items():
        setattr(phone, name, value)
    with pytest.raises(SignInRefused, match="passkey_refused"):
        sign_in(wallet, phone)


def test_key_of_another_device_under_a_known_name_is_refused(
    wallet: WalletServices, hanako: Account, phone: Authenticator
) -> None:
    add(wallet, hanako, phone)
    thief = Authenticator(credential_id=phone.credential_id, user_handle=phone.user_handle, sign_count=9)
    with pytest.raises(SignInRefused, match="passkey_refused"):
        sign_in(wallet, thief)
    with pytest.raises(SignInRefused, match="passkey_unknown"):
        sign_in(wallet, Authenticator(user_handle=phone.user_handle))
    phone.user_handle = bytes(32)
    with pytest.raises(SignInRefused, match="passkey_unknown"):
        sign_in(wallet, phone)


def test_copied_device_is_noticed_by_its_count_and_one_that_never_counts_is_not_mistaken_for_it(
    wallet: WalletServices, hanako: Account, phone: Authenticator
) -> None:
    add(wallet, hanako, phone)
    copy = Authenticator(
        credential_id=phone.credential_id, user_handle=phone.user_handle, key=phone.key, sign_count=phone.sign_count
    )
    sign_in(wallet, phone)
    with pytest.raises(SignInRefused, match="passkey_refused"):
        sign_in(wallet, copy)
    shared = Authenticator(counts=False)
    add(wallet, hanako, shared)
    sign_in(wallet, shared)
    sign_in(wallet, shared)


def test_passkey_is_shown_named_and_removed_by_its_owner_alone(
    wallet: WalletServices, hanako: Account, phone: Authenticator, clock: FixedClock
) -> None:
    add(wallet, hanako, phone)
    (row,) = wallet.passkeys.of(hanako)
    assert (row.name, row.last_used_at) == ("電話", None)
    clock.advance(timedelta(hours=1))
    sign_in(wallet, phone)
    (row,) = wallet.passkeys.of(hanako)
    assert row.last_used_at == clock.now()
    taro, _ = wallet.open_managed_account("taro@example.jp")
    with pytest.raises(NotFound):
        wallet.passkeys.rename(taro, row.id, "x")
    with pytest.raises(NotFound):
        wallet.passkeys.remove(taro, row.id)
    with pytest.raises(Invalid, match="my_number"):
        wallet.passkeys.rename(hanako, row.id, "1234 5678 9012")
    wallet.passkeys.rename(hanako, row.id, "  わたしの電話 ")
    assert wallet.passkeys.of(hanako)[0].name == "わたしの電話"
    wallet.passkeys.remove(hanako, row.id)
    with pytest.raises(SignInRefused, match="passkey_unknown"):
        sign_in(wallet, phone)


def test_credential_belongs_to_one_account(wallet: WalletServices, hanako: Account, phone: Authenticator) -> None:
    add(wallet, hanako, phone)
    taro, _ = wallet.open_managed_account("taro@example.jp")
    with pytest.raises(PasskeyRefused, match="known"):
        add(wallet, taro, phone)


def test_there_is_an_end_to_passkeys(wallet: WalletServices, hanako: Account) -> None:
    late = Authenticator()
    asked = wallet.passkeys.start_adding(hanako, BROWSER)
    for _ in range(MOST_PASSKEYS):
        add(wallet, hanako, Authenticator())
    with pytest.raises(PasskeyRefused, match="too_many"):
        wallet.passkeys.start_adding(hanako, BROWSER)
    with pytest.raises(PasskeyRefused, match="too_many"):
        wallet.passkeys.add(hanako, BROWSER, late.create(asked), name="")


def test_old_challenges_are_thrown_away(wallet: WalletServices, db: Database, clock: FixedClock) -> None:
    wallet.passkey_sign_in.start(BROWSER)
    clock.advance(timedelta(days=2))
    wallet.passkey_sign_in.start(BROWSER)
    wallet.forget_expired()
    with db.read() as session:
        assert len(session.scalars(select(PasskeyChallenge)).all()) == 1
