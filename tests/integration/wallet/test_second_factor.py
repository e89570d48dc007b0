"""Officers' second factor: of whom it is asked, codes that are good once, the lock, recovery, half a session."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from chain.clock import FixedClock
from chain.db import Database
from chain.settings import SecondFactor, Settings
from tests.fixtures.authenticator import Authenticator
from tests.fixtures.web import made_up_identities
from tests.integration.wallet.conftest import FakeNode
from tests.integration.wallet.test_passkeys import BROWSER, add
from wallet import Account, Role, WalletServices, assemble
from wallet.errors import SecondFactorRefused
from wallet.models.second_factor import LOCKED_FOR, RECOVERY_CODES, SECOND_TRIES


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None, officer_second_factor=SecondFactor.REQUIRED)


@pytest.fixture
def officer(wallet: WalletServices) -> Account:
    account, _ = wallet.open_managed_account("officer@example.jp")
    wallet.assign_role(account.address, Role.OFFICER, "221007")
    return account


@pytest.fixture
def secret(wallet: WalletServices, officer: Account) -> str:
    return wallet.authenticator_apps.start(officer).secret


@pytest.fixture
def paper(wallet: WalletServices, officer: Account, secret: str, clock: FixedClock) -> list[str]:
    """The recovery codes of an officer who set the app up a while ago."""
    codes = wallet.authenticator_apps.confirm(officer, shown(secret, clock))
    clock.advance(timedelta(minutes=5))
    return codes


def shown(secret: str, clock: FixedClock, seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.now(), counter_offset=seconds // 30)


def wrong(secret: str, clock: FixedClock) -> str:
    near = {shown(secret, clock, drift) for drift in (-30, 0, 30)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def test_session_of_an_officer_with_one_factor_is_nobodys_and_with_both_the_officers(
    wallet: WalletServices, officer: Account
) -> None:
    half = wallet.open_session(officer).token
    assert wallet.account_of_session(half) is None
    waiting = wallet.account_of_session.waiting(half)
    assert waiting is not None and waiting.id == officer.id
    whole = wallet.second_factors.raise_session(officer, replaces=half, user_agent="").token
    assert wallet.account_of_session(whole) is not None
    assert wallet.account_of_session.waiting(whole) is None
    assert wallet.account_of_session.waiting(half) is None  # its token is worth nothing any more


@pytest.mark.parametrize("role", [(Role.MERCHANT_STAFF, "7"), None])
def test_others_are_asked_for_one_factor(wallet: WalletServices, role: tuple[Role, str] | None) -> None:
    account, _ = wallet.open_managed_account("hanako@example.jp")
    if role:
        wallet.assign_role(account.address, *role)
    token = wallet.open_session(account).token
    assert wallet.account_of_session(token) is not None
    wallet.assign_role(account.address, Role.OPERATOR)
    assert wallet.account_of_session(token) is None  # from the moment on at which more is at stake


def test_nobody_is_asked_where_it_is_switched_off(db: Database, clock: FixedClock, fake_node: FakeNode) -> None:
    wallet = assemble(db, clock, Settings(_env_file=None), fake_node, made_up_identities())
    account, _ = wallet.open_managed_account("officer@example.jp")
    wallet.assign_role(account.address, Role.OFFICER, "221007")
    assert wallet.account_of_session(wallet.open_session(account).token) is not None


def test_passkey_counts_as_both_factors(wallet: WalletServices, officer: Account) -> None:
    device = Authenticator()
    add(wallet, officer, device)
    signed_in = wallet.passkey_sign_in.finish(BROWSER, device.get(wallet.passkey_sign_in.start(BROWSER)))
    assert wallet.account_of_session(signed_in.token) is not None


def test_app_counts_once_it_showed_that_it_has_the_secret(
    wallet: WalletServices, officer: Account, secret: str, clock: FixedClock
) -> None:
    assert wallet.authenticator_apps.start(officer).secret == secret
    assert not wallet.second_factors.ways_of(officer)
    with pytest.raises(SecondFactorRefused, match="not_there"):
        wallet.authenticator_apps.check(officer, shown(secret, clock))
    with pytest.raises(SecondFactorRefused, match="wrong"):
        wallet.authenticator_apps.confirm(officer, wrong(secret, clock))
    codes = wallet.authenticator_apps.confirm(officer, shown(secret, clock))
    assert wallet.mailbox is not None and "認証アプリ「Musubi」" in wallet.mailbox.latest()[0].body
    assert len(set(codes)) == RECOVERY_CODES
    assert wallet.second_factors.ways_of(officer).recovery_codes == RECOVERY_CODES
    with pytest.raises(SecondFactorRefused, match="there_already"):
        wallet.authenticator_apps.start(officer)


@pytest.mark.usefixtures("paper")
def test_code_is_good_once_and_a_step_before_and_after(
    wallet: WalletServices, officer: Account, secret: str, clock: FixedClock
) -> None:
    check = wallet.authenticator_apps.check
    for seconds in (-60, 60):
        with pytest.raises(SecondFactorRefused, match="wrong"):
            check(officer, shown(secret, clock, seconds))
    check(officer, shown(secret, clock, -30))
    now = shown(secret, clock)
    check(officer, f" {now[:3]} {now[3:]} ")
    with pytest.raises(SecondFactorRefused, match="used"):
        check(officer, now)
    check(officer, shown(secret, clock, 30))
    with pytest.raises(SecondFactorRefused, match="used"):  # nor an older one after a newer
        check(officer, now)


def test_five_wrong_codes_lock_the_app_and_the_paper_for_a_while(
    wallet: WalletServices, officer: Account, secret: str, paper: list[str], clock: FixedClock
) -> None:
    apps = wallet.authenticator_apps
    for left in range(SECOND_TRIES - 1, 0, -1):
        with pytest.raises(SecondFactorRefused) as refused:
            apps.check(officer, wrong(secret, clock)) if left % 2 else apps.check_recovery(officer, "ABCD")
        assert refused.value.tries_left == left
    for code in (wrong(secret, clock), shown(secret, clock)):
        with pytest.raises(SecondFactorRefused, match="locked"):
            apps.check(officer, code)
    with pytest.raises(SecondFactorRefused, match="locked"):
        apps.check_recovery(officer, paper[0])
    clock.advance(LOCKED_FOR)
    apps.check(officer, shown(secret, clock))


def test_recovery_code_is_good_once_however_it_is_typed(
    wallet: WalletServices, officer: Account, paper: list[str]
) -> None:
    check = wallet.authenticator_apps.check_recovery
    check(officer, paper[0].lower().replace("-", " "))
    with pytest.raises(SecondFactorRefused, match="wrong"):
        check(officer, paper[0])
    assert wallet.second_factors.ways_of(officer).recovery_codes == RECOVERY_CODES - 1
    renewed = wallet.authenticator_apps.renew_recovery(officer)
    with pytest.raises(SecondFactorRefused, match="wrong"):
        check(officer, paper[1])
    check(officer, renewed[1])


def test_codes_of_one_officer_open_nothing_of_another(
    wallet: WalletServices, officer: Account, paper: list[str], clock: FixedClock
) -> None:
    other, _ = wallet.open_managed_account("manager@example.jp")
    secret = wallet.authenticator_apps.start(other).secret
    wallet.authenticator_apps.confirm(other, shown(secret, clock))
    with pytest.raises(SecondFactorRefused, match="wrong"):
        wallet.authenticator_apps.check_recovery(other, paper[0])
    with pytest.raises(SecondFactorRefused, match="wrong"):
        wallet.authenticator_apps.check(officer, shown(secret, clock))


@pytest.mark.usefixtures("paper")
def test_last_way_stays_and_one_of_two_may_go(wallet: WalletServices, officer: Account) -> None:
    with pytest.raises(SecondFactorRefused, match="last_way"):
        wallet.second_factors.remove_app(officer)
    add(wallet, officer, Authenticator())
    wallet.second_factors.remove_app(officer)
    ways = wallet.second_factors.ways_of(officer)
    assert (ways.has_app, ways.passkeys, ways.recovery_codes) == (False, 1, 0)


@pytest.mark.usefixtures("paper")
def test_lost_devices_are_forgotten_with_every_session(wallet: WalletServices, officer: Account) -> None:
    add(wallet, officer, Authenticator())
    token = wallet.open_session(officer, has_second_factor=True).token
    wallet.second_factors.forget(officer)
    assert not wallet.second_factors.ways_of(officer)
    assert wallet.account_of_session(token) is None


@pytest.mark.usefixtures("paper")
def test_secret_is_sealed_anew_under_a_new_key(
    officer: Account, secret: str, db: Database, clock: FixedClock, fake_node: FakeNode
) -> None:
    both = Settings(_env_file=None, keystore_key="a-new-key-encryption-key,dev-only-key-encryption-key")
    new_only = Settings(_env_file=None, keystore_key="a-new-key-encryption-key")
    assert assemble(db, clock, both, fake_node, made_up_identities()).rotate_keystore_key() == 1
    assemble(db, clock, new_only, fake_node, made_up_identities()).authenticator_apps.check(
        officer, shown(secret, clock)
    )
