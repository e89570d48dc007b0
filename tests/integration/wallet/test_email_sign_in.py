"""Signing in with a code by e-mail: who gets in, who does not, and what is left in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from chain.clock import FixedClock
from chain.db import Database
from chain.errors import Invalid
from chain.settings import Settings
from tests.fixtures.web import made_up_identities
from tests.integration.wallet.conftest import FakeNode, code_in_mail, wrong
from wallet import Account, WalletServices, assemble
from wallet.errors import SignInRefused
from wallet.models import BrowserSession, EmailCode, ManagedKey, SentMail

EMAIL = "hanako@example.jp"


def started(wallet: WalletServices, email: str = EMAIL, source: str = "192.0.2.1") -> tuple[str, str]:
    ticket = wallet.start_email_sign_in(email, source=source)
    return ticket, code_in_mail(wallet)


def test_first_sign_in_makes_a_managed_account_and_the_second_finds_it(wallet: WalletServices) -> None:
    first = wallet.finish_email_sign_in(*started(wallet))
    second = wallet.finish_email_sign_in(*started(wallet, " Hanako@EXAMPLE.jp"))
    assert first.is_new and not second.is_new
    assert first.account.is_managed
    assert second.account.address == first.account.address
    assert second.token != first.token


def test_code_is_read_with_full_width_digits_and_spaces(wallet: WalletServices) -> None:
    ticket, code = started(wallet)
    typed = " ".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert wallet.finish_email_sign_in(ticket, typed).account


def test_code_works_once(wallet: WalletServices) -> None:
    ticket, code = started(wallet)
    wallet.finish_email_sign_in(ticket, code)
    with pytest.raises(SignInRefused, match="code_used"):
        wallet.finish_email_sign_in(ticket, code)


def test_code_dies_after_ten_minutes(wallet: WalletServices, clock: FixedClock) -> None:
    ticket, code = started(wallet)
    clock.advance(timedelta(minutes=10))
    with pytest.raises(SignInRefused, match="code_expired"):
        wallet.finish_email_sign_in(ticket, code)


def test_five_wrong_tries_kill_the_code_even_for_the_right_one(wallet: WalletServices) -> None:
    ticket, code = started(wallet)
    left = []
    for _ in range(4):
        with pytest.raises(SignInRefused, match="wrong_code") as refused:
            wallet.finish_email_sign_in(ticket, wrong(code))
        left.append(refused.value.tries_left)
    assert left == [4, 3, 2, 1]
    with pytest.raises(SignInRefused, match="too_many_tries"):
        wallet.finish_email_sign_in(ticket, wrong(code))
    with pytest.raises(SignInRefused, match="too_many_tries"):
        wallet.finish_email_sign_in(ticket, code)


def test_code_of_one_browser_does_not_open_for_another(wallet: WalletServices) -> None:
    _, code = started(wallet)
    other_ticket = wallet.start_email_sign_in(EMAIL, source="192.0.2.1")
    if code_in_mail(wallet) != code:
        with pytest.raises(SignInRefused):
            wallet.finish_email_sign_in(other_ticket, code)
    with pytest.raises(SignInRefused, match="code_expired"):
        wallet.finish_email_sign_in("made-up-ticket", code)


def test_sixth_code_for_one_address_within_a_quarter_of_an_hour_is_refused(
    wallet: WalletServices, clock: FixedClock
) -> None:
    for number in range(5):
        wallet.start_email_sign_in(EMAIL, source=f"192.0.2.{number}")
    with pytest.raises(SignInRefused, match="too_many_codes"):
        wallet.start_email_sign_in(EMAIL, source="192.0.2.99")
    clock.advance(timedelta(minutes=15, seconds=1))
    assert wallet.start_email_sign_in(EMAIL, source="192.0.2.99")


def test_one_source_cannot_mail_everybody(wallet: WalletServices) -> None:
    for number in range(30):
        wallet.start_email_sign_in(f"person{number}@example.jp", source="192.0.2.1")
    with pytest.raises(SignInRefused, match="too_many_codes"):
        wallet.start_email_sign_in("one-more@example.jp", source="192.0.2.1")
    assert wallet.start_email_sign_in("one-more@example.jp", source="192.0.2.2")


def test_a_hall_with_one_address_for_all_may_be_given_more_codes(
    db: Database, clock: FixedClock, fake_node: FakeNode
) -> None:
    settings = Settings(_env_file=None, codes_per_source=31)
    wallet = assemble(db, clock, settings, fake_node, made_up_identities())
    for number in range(31):
        wallet.start_email_sign_in(f"guest-{number}@example.jp", source="192.0.2.1")
    with pytest.raises(SignInRefused, match="too_many_codes"):
        wallet.start_email_sign_in("one-more@example.jp", source="192.0.2.1")


def test_text_that_is_no_address_sends_nothing(wallet: WalletServices, db: Database) -> None:
    with pytest.raises(Invalid, match="not_email"):
        wallet.start_email_sign_in("hanako", source="192.0.2.1")
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(SentMail)) == 0


def test_neither_address_code_key_nor_token_can_be_read_from_the_tables(wallet: WalletServices, db: Database) -> None:
    ticket, code = started(wallet)
    signed_in = wallet.finish_email_sign_in(ticket, code)
    with db.read() as session:
        key = session.scalars(select(ManagedKey)).one()
        rows = [session.scalars(select(table)).one() for table in (Account, EmailCode, BrowserSession, SentMail)]
        stored = b"|".join(_bytes(value) for row in (*rows, key) for value in vars(row).values())
    for secret in (EMAIL, code, ticket, signed_in.token):
        assert secret.encode() not in stored
    assert len(key.sealed_key) == 4 + 12 + 32 + 16


def test_mail_server_out_of_reach_is_said(db: Database, clock: FixedClock, fake_node: FakeNode) -> None:
    settings = Settings(_env_file=None, smtp_url="smtp://127.0.0.1:9")
    with pytest.raises(SignInRefused, match="mail_unavailable"):
        wallet = assemble(db, clock, settings, fake_node, made_up_identities())
        wallet.start_email_sign_in(EMAIL, source="192.0.2.1")


def test_account_keeps_the_language_it_was_made_in(wallet: WalletServices) -> None:
    ticket = wallet.start_email_sign_in(EMAIL, source="192.0.2.1", locale="en")
    assert wallet.mailbox is not None and "sign-in code" in wallet.mailbox.latest()[0].subject
    assert wallet.finish_email_sign_in(ticket, code_in_mail(wallet), locale="en").account.locale == "en"


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
