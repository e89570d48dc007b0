"""Hand a managed key to its owner, after a fresh code by e-mail. Each time is noted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eth_account import Account as KeyAccount
from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from chain.errors import Forbidden, Invalid
from wallet.errors import ExportRefused
from wallet.models import Account, CodePurpose, KeyExport
from wallet.services.email_codes import EmailCodes, Wording
from wallet.services.find_account import FindAccount
from wallet.services.finish_email_sign_in import read_code
from wallet.services.managed_keys import ManagedKeys

PASSWORD_MIN_LENGTH = 10
_JAPANESE = """\
秘密鍵を書き出すための番号は次のとおりです。

    %(code)s

秘密鍵を知った人は、あなたの持ち物をすべて動かせます。
お心当たりがない場合は、番号を入力せず、アカウントの画面から「すべての端末でサインアウト」してください。
"""
_ENGLISH = """\
Your code to export the private key is:

    %(code)s

Whoever knows the private key can move everything you own.
If you did not ask for it, do not enter it, and choose "Sign out everywhere" on your account page.
"""
_WORDING: Wording = {
    "ja": ("Musubi(結び) 秘密鍵の書き出し", _JAPANESE),
    "en": ("Musubi: export your private key", _ENGLISH),
}


class ExportForm(StrEnum):
    PRIVATE_KEY = "private_key"
    KEYSTORE = "keystore"  # Web3 Secret Storage, encrypted with a password


@dataclass(frozen=True, slots=True, repr=False)
class ExportedKey:
    form: ExportForm
    text: str  # the key as 0x-string, or the keystore file's JSON


class ExportKey:
    def __init__(
        self, db: Database, clock: Clock, keys: ManagedKeys, codes: EmailCodes, find_account: FindAccount
    ) -> None:
        self._db = db
        self._clock = clock
        self._keys = keys
        self._codes = codes
        self._find_account = find_account

    def start(self, account: Account, *, source: str) -> str:
        """Send the code; returns the ticket.

        Raises: ExportRefused, SignInRefused (too_many_codes, mail_unavailable).
        """
        if not account.is_managed:
            raise ExportRefused("browser_wallet_has_own_key")
        wording = _WORDING.get(account.locale, _WORDING["ja"])
        email = self._find_account.email_of(account)
        if not email:
            raise ExportRefused("no_email")
        return self._codes.issue(email, CodePurpose.EXPORT_KEY, wording, source=source, account_id=account.id)

    def finish(self, account: Account, ticket: str, code: str, form: ExportForm, password: str = "") -> ExportedKey:
        """Raises: Invalid (too_short), Forbidden (another account's code), SignInRefused as for signing in."""
        if form is ExportForm.KEYSTORE and len(password) < PASSWORD_MIN_LENGTH:
            raise Invalid("password", "too_short", min_length=PASSWORD_MIN_LENGTH)
        proven = self._codes.check(ticket, read_code(code), CodePurpose.EXPORT_KEY)
        if proven.account_id != account.id:
            raise Forbidden("export the key of another account", account.address)
        with self._db.write() as session:
            key = self._keys.private_key(session, account)
            session.add(KeyExport(account_id=account.id, form=form, exported_at=self._clock.now()))
        return ExportedKey(form, _written(key, form, password))

    def last_export(self, account: Account) -> datetime | None:
        mine = select(KeyExport.exported_at).where(KeyExport.account_id == account.id)
        with self._db.read() as session:
            return session.scalar(mine.order_by(KeyExport.id.desc()).limit(1))


def _written(key: bytes, form: ExportForm, password: str) -> str:
    if form is ExportForm.PRIVATE_KEY:
        return "0x" + key.hex()
    return json.dumps(KeyAccount.encrypt(key, password))
