"""Seal everything anew under the newest key-encryption key, so that the older ones can be taken out of the settings."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from wallet.models import Account, AuthenticatorApp, EmailCode, ManagedKey, SentMail
from wallet.models.handover import Handover
from wallet.openid.services.keep_keys import KeepKeys
from wallet.services.identity.renew_seals import RenewIdentitySeals
from wallet.services.open_managed_account import KEY_PURPOSE
from wallet.services.second_factor.authenticator_apps import APP_PURPOSE
from wallet.vault import Vault

_AT_ONCE = 200


class RotateKeystoreKey:
    """Safe to break off and to repeat; people sign in and sign meanwhile. Pending e-mail codes, offers of accounts and
    kept mail under an older key are thrown away at the end: they die within minutes or days anyway."""

    def __init__(
        self, db: Database, clock: Clock, vault: Vault, renew_identity: RenewIdentitySeals, openid_keys: KeepKeys
    ) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault
        self._renew_identity = renew_identity
        self._openid_keys = openid_keys

    def __call__(self) -> int:
        """Returns how many accounts were sealed anew."""
        with self._db.read() as session:
            ids = list(session.scalars(select(Account.id).order_by(Account.id)))
        renewed = sum(self._renew(ids[start : start + _AT_ONCE]) for start in range(0, len(ids), _AT_ONCE))
        self._renew_identity()
        self._openid_keys.renew_seals()
        self._forget_older()
        return renewed

    def _renew(self, ids: list[int]) -> int:
        with self._db.write() as session:
            accounts = session.scalars(select(Account).where(Account.id.in_(ids)).with_for_update()).all()
            keys = {
                row.account_id: row for row in session.scalars(select(ManagedKey).where(ManagedKey.account_id.in_(ids)))
            }
            apps = {
                row.account_id: row
                for row in session.scalars(select(AuthenticatorApp).where(AuthenticatorApp.account_id.in_(ids)))
            }
            return sum(
                self._renew_one(account, keys.get(account.id)) | self._renew_app(account, apps.get(account.id))
                for account in accounts
            )

    def _renew_one(self, account: Account, key: ManagedKey | None) -> bool:
        renewed = False
        if account.email_sealed is not None and not self._vault.is_current(account.email_sealed):
            email = self._vault.open("email", account.email_sealed)
            account.email_sealed = self._vault.seal("email", email)
            account.email_index = self._vault.index("email", email.decode())
            renewed = True
        if key is not None and not self._vault.is_current(key.sealed_key):
            secret = self._vault.open(KEY_PURPOSE, key.sealed_key, account.address)
            key.sealed_key = self._vault.seal(KEY_PURPOSE, secret, account.address)
            key.key_version, key.sealed_at = self._vault.current_version, self._clock.now()
            renewed = True
        return renewed

    def _renew_app(self, account: Account, app: AuthenticatorApp | None) -> bool:
        if app is None or self._vault.is_current(app.sealed_secret):
            return False
        secret = self._vault.open(APP_PURPOSE, app.sealed_secret, account.address)
        app.sealed_secret = self._vault.seal(APP_PURPOSE, secret, account.address)
        return True

    def _forget_older(self) -> None:
        with self._db.write() as session:
            for row in (*session.scalars(select(EmailCode)), *session.scalars(select(Handover))):
                if not self._vault.is_current(row.email_sealed):
                    session.delete(row)
            for mail in session.scalars(select(SentMail)):
                if not self._vault.is_current(mail.sealed):
                    session.delete(mail)
