"""Sessions: rotated at sign-in, ended by their owner, by time, and on all devices at once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from chain.clock import FixedClock
from chain.db import Database
from wallet import Account, WalletServices
from wallet.models import BrowserSession, EmailCode, SentMail


def account(wallet: WalletServices, email: str = "hanako@example.jp") -> Account:
    return wallet.open_managed_account(email)[0]


def test_token_names_its_account_and_a_made_up_one_names_nobody(wallet: WalletServices) -> None:
    hanako = account(wallet)
    token = wallet.open_session(hanako).token
    found = wallet.account_of_session(token)
    assert found is not None and found.id == hanako.id
    assert wallet.account_of_session(token + "x") is None
    assert wallet.account_of_session("") is None


def test_signing_in_anew_ends_the_session_the_browser_had(wallet: WalletServices) -> None:
    hanako, taro = account(wallet), account(wallet, "taro@example.jp")
    before = wallet.open_session(hanako).token
    after = wallet.open_session(taro, replaces=before).token
    assert wallet.account_of_session(before) is None
    assert wallet.account_of_session(after) is not None


def test_sign_out_ends_one_session_and_sign_out_everywhere_all_of_mine(wallet: WalletServices) -> None:
    hanako, taro = account(wallet), account(wallet, "taro@example.jp")
    mine = [wallet.open_session(hanako).token for _ in range(3)]
    other = wallet.open_session(taro).token
    wallet.sign_out(mine[0])
    assert [wallet.account_of_session(token) is None for token in mine] == [True, False, False]
    assert wallet.sign_out_everywhere(hanako) == 2
    assert all(wallet.account_of_session(token) is None for token in mine)
    assert wallet.account_of_session(other) is not None


def test_session_ends_after_a_week_unused_and_after_thirty_days_in_any_case(
    wallet: WalletServices, clock: FixedClock
) -> None:
    idle, used = (wallet.open_session(account(wallet)).token for _ in range(2))
    for _ in range(29):
        clock.advance(timedelta(days=1))
        assert wallet.account_of_session(used) is not None
    assert wallet.account_of_session(idle) is None
    clock.advance(timedelta(days=1))
    assert wallet.account_of_session(used) is None


def test_list_shows_open_sessions_with_their_browser_the_latest_first(
    wallet: WalletServices, clock: FixedClock
) -> None:
    hanako = account(wallet)
    wallet.open_session(hanako, user_agent="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    clock.advance(timedelta(hours=1))
    wallet.open_session(hanako, user_agent="Mozilla/5.0 (iPhone; CPU) Version/18.0 Mobile Safari/604.1")
    closed = wallet.open_session(hanako).token
    wallet.sign_out(closed)
    assert [one.browser for one in wallet.sessions_of(hanako)] == ["Safari · iPhone", "Firefox · Windows"]


def test_what_is_past_its_time_is_thrown_away_and_the_rest_stays(
    wallet: WalletServices, clock: FixedClock, db: Database
) -> None:
    wallet.start_email_sign_in("hanako@example.jp", source="192.0.2.1")
    wallet.open_session(account(wallet))
    wallet.forget_expired()
    assert [_count(db, row) for row in (EmailCode, SentMail, BrowserSession)] == [1, 1, 1]
    clock.advance(timedelta(days=8, seconds=1))
    wallet.forget_expired()
    assert [_count(db, row) for row in (EmailCode, SentMail, BrowserSession)] == [0, 0, 0]


def _count(db: Database, row: type) -> int | None:
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(row))
