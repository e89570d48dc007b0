"""A mail to an account's owner after a new way into it was added, so that a stranger's would be noticed."""

from __future__ import annotations

import structlog

from wallet.errors import SignInRefused
from wallet.mail import Mailer
from wallet.models import Account
from wallet.services.email_codes import Wording
from wallet.services.find_account import FindAccount

_log = structlog.get_logger("wallet.tell_owner")
_JAPANESE = """\
あなたのアカウントに、%s「%s」が追加されました。

お心当たりがない場合は、すぐにアカウントの画面で「すべての端末でサインアウト」し、追加されたものを削除してください。
"""
_ENGLISH = """\
%s "%s" was added to your account.

If this was not you, choose "Sign out everywhere" on your account page at once, and remove what was added.
"""
_KINDS = {"passkey": ("パスキー", "The passkey"), "app": ("認証アプリ", "The authenticator app")}


class TellOwner:
    def __init__(self, mailer: Mailer, find_account: FindAccount) -> None:
        self._mailer = mailer
        self._find_account = find_account

    def added(self, account: Account, kind: str, name: str) -> None:
        """What was added stays so when the mail cannot be sent. An account without an address is told nothing."""
        email = self._find_account.email_of(account)
        if not email:
            return
        ja, en = _KINDS[kind]
        wording: Wording = {
            "ja": ("Musubi(結び) サインインの方法が追加されました", _JAPANESE % (ja, name)),
            "en": ("Musubi: a way to sign in was added", _ENGLISH % (en, name)),
        }
        try:
            self._mailer.send(email, *wording.get(account.locale, wording["ja"]))
        except SignInRefused:
            _log.warning("owner_not_told", account=account.address, kind=kind)
