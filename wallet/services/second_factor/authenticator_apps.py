"""An app that counts codes (認証アプリ): set up with a QR code, confirmed with its first code, asked at each sign-in.

Source: RFC 6238 (TOTP) by pyotp. A code is good once and for one step of 30 seconds before and after its own.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from wallet.errors import SecondFactorRefused
from wallet.models import Account, AuthenticatorApp
from wallet.models.second_factor import LOCKED_FOR, SECOND_TRIES
from wallet.services.finish_email_sign_in import read_code
from wallet.services.second_factor.recovery_codes import new_codes, use_code
from wallet.services.tell_owner import TellOwner
from wallet.vault import Vault

APP_PURPOSE = "authenticator-app"
_ISSUER = "Musubi"
_STEP_SECONDS = 30
_DRIFT = (0, -1, 1)


@dataclass(frozen=True, slots=True, repr=False)
class Enrolment:
    """What the app is to be told: as a QR code, or typed."""

    address: str  # otpauth://
    secret: str


class AuthenticatorApps:
    def __init__(self, db: Database, clock: Clock, vault: Vault, tell_owner: TellOwner) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._tell_owner = tell_owner

    def start(self, account: Account) -> Enrolment:
        """The same secret until it is confirmed, so that a page looked at twice does no harm.

        Raises: SecondFactorRefused (there_already).
        """
        with self._db.write() as session:
            row = session.get(AuthenticatorApp, account.id, with_for_update=True)
            if row is not None and row.confirmed_at is not None:
                raise SecondFactorRefused("there_already")
            if row is None:
                sealed = self._vault.seal(APP_PURPOSE, pyotp.random_base32().encode(), account.address)
                row = AuthenticatorApp(account_id=account.id, sealed_secret=sealed, made_at=self._clock.now())
                session.add(row)
            secret = self._secret(account, row)
        return Enrolment(pyotp.TOTP(secret).provisioning_uri(name=account.member_number, issuer_name=_ISSUER), secret)

    def confirm(self, account: Account, code: str) -> list[str]:
        """The app counts from now on. Returns the recovery codes, which are shown this once.

        Raises: SecondFactorRefused (wrong, locked, not_there, there_already).
        """
        with self._db.write() as session:
            row = session.get(AuthenticatorApp, account.id, with_for_update=True)
            if row is not None and row.confirmed_at is not None:
                raise SecondFactorRefused("there_already")
            refusal = self._judge(account, row, code)
            if refusal is None and row is not None:
                row.confirmed_at = self._clock.now()
                codes = new_codes(session, account.id, row.confirmed_at)
        if refusal is not None:
            raise refusal
        self._tell_owner.added(account, "app", _ISSUER)
        return codes

    def check(self, account: Account, code: str) -> None:
        """Use a code of the app up. A wrong one counts as a try, whatever becomes of the caller.

        Raises: SecondFactorRefused (wrong, used, locked, not_there).
        """
        with self._db.write() as session:
            refusal = self._judge(account, _confirmed(session, account), code)
        if refusal is not None:
            raise refusal

    def check_recovery(self, account: Account, code: str) -> None:
        """Use a code from the paper up. Tries count together with those of the app.

        Raises: SecondFactorRefused (wrong, locked, not_there).
        """
        now = self._clock.now()
        with self._db.write() as session:
            row = _confirmed(session, account)
            refusal = _locked(row, now)
            if refusal is None and row is not None and not use_code(session, account.id, code, now):
                refusal = _count_wrong(row, now)
        if refusal is not None:
            raise refusal

    def renew_recovery(self, account: Account) -> list[str]:
        """Raises: SecondFactorRefused (not_there)."""
        with self._db.write() as session:
            if _confirmed(session, account) is None:
                raise SecondFactorRefused("not_there")
            return new_codes(session, account.id, self._clock.now())

    def _judge(self, account: Account, row: AuthenticatorApp | None, code: str) -> SecondFactorRefused | None:
        now = self._clock.now()
        refusal = _locked(row, now)
        if refusal is not None or row is None:
            return refusal
        step = self._step_of(pyotp.TOTP(self._secret(account, row)), read_code(code), now)
        if step is None:
            return _count_wrong(row, now)
        if step <= row.last_step:  # somebody looked over the shoulder
            return SecondFactorRefused("used")
        row.last_step, row.wrong_tries = step, 0
        return None

    def _step_of(self, app: pyotp.TOTP, code: str, now: datetime) -> int | None:
        present = unix(now) // _STEP_SECONDS
        codes = {step: app.generate_otp(step) for step in (present + drift for drift in _DRIFT)}
        return next((step for step, one in codes.items() if hmac.compare_digest(one.encode(), code.encode())), None)

    def _secret(self, account: Account, row: AuthenticatorApp) -> str:
        return self._vault.open(APP_PURPOSE, row.sealed_secret, account.address).decode()


def _confirmed(session: Session, account: Account) -> AuthenticatorApp | None:
    held = select(AuthenticatorApp).where(
        AuthenticatorApp.account_id == account.id, AuthenticatorApp.confirmed_at.is_not(None)
    )
    return session.scalar(held.with_for_update())


def _locked(row: AuthenticatorApp | None, now: datetime) -> SecondFactorRefused | None:
    if row is None:
        return SecondFactorRefused("not_there")
    if row.locked_until is not None and now < row.locked_until:
        return SecondFactorRefused("locked")
    return None


def _count_wrong(row: AuthenticatorApp, now: datetime) -> SecondFactorRefused:
    row.wrong_tries += 1
    left = SECOND_TRIES - row.wrong_tries
    if left > 0:
        return SecondFactorRefused("wrong", tries_left=left)
    row.wrong_tries, row.locked_until = 0, now + LOCKED_FOR
    return SecondFactorRefused("locked")
