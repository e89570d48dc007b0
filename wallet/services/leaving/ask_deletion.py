"""The owner of an account asks to leave; a week later it is done, unless the owner signs in before."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from wallet.errors import SignInRefused
from wallet.mail import Mailer
from wallet.models import Account, BrowserSession
from wallet.models.account_deletion import WAITING, AccountDeletion
from wallet.services.email_codes import Wording
from wallet.services.find_account import FindAccount
from wallet.services.open_session import revoke

_log = structlog.get_logger("wallet.leaving")
_ASKED_JA = """\
退会を受け付けました。7日後に、あなたの個人情報を消します。

取りやめるときは、それまでに一度サインインしてください。
お心当たりがない場合も、すぐにサインインして取りやめてください。
"""
_ASKED_EN = """\
We will erase your personal data in 7 days.

If you change your mind, sign in once before then.
If this was not you, sign in at once: that stops it.
"""
_ASKED: Wording = {
    "ja": ("Musubi(結び) 退会を受け付けました", _ASKED_JA),
    "en": ("Musubi: you asked to leave", _ASKED_EN),
}
_DONE: Wording = {
    "ja": (
        "Musubi(結び) 退会が終わりました",
        "あなたの個人情報を消しました。このメールアドレスも、もう持っていません。\nご利用ありがとうございました。\n",
    ),
    "en": (
        "Musubi: you have left",
        "We have erased your personal data, this e-mail address too.\nThank you for having been with us.\n",
    ),
}


class AskDeletion:
    """Does not ask what stands in the way; app/leaving does, now and again when the week is over."""

    def __init__(self, db: Database, clock: Clock, mailer: Mailer, find_account: FindAccount) -> None:
        self._db = db
        self._clock = clock
        self._mailer = mailer
        self._find_account = find_account

    def ask(self, account: Account) -> datetime:
        """When it will be done. Ends all sessions; asking twice changes nothing."""
        now = self._clock.now()
        with self._db.write() as session:
            session.get(Account, account.id, with_for_update=True)
            known = session.scalar(_waiting().where(AccountDeletion.account_id == account.id))
            due = known.due_at if known else now + WAITING
            if known is None:
                session.add(AccountDeletion(account_id=account.id, asked_at=now, due_at=due))
            revoke(session, BrowserSession.account_id == account.id, now)
        self.tell(account.locale, self._find_account.email_of(account))
        return due

    def cancel(self, account: Account) -> bool:
        """The owner is back. Was there something to cancel?"""
        with self._db.read() as session:
            if session.scalar(_waiting().where(AccountDeletion.account_id == account.id)) is None:
                return False
        with self._db.write() as session:
            mine = update(AccountDeletion).where(
                AccountDeletion.account_id == account.id,
                AccountDeletion.cancelled_at.is_(None),
                AccountDeletion.erased_at.is_(None),
            )
            session.execute(mine.values(cancelled_at=self._clock.now()))
        return True

    def due(self) -> list[Account]:
        """Whose week is over."""
        with self._db.read() as session:
            over = _waiting().where(AccountDeletion.due_at <= self._clock.now()).subquery()
            return list(session.scalars(select(Account).join(over, over.c.account_id == Account.id)))

    def take(self, session: Session, person: Address) -> bool:
        """In the transaction that erases: False when the owner came back, or another process was faster."""
        mine = _waiting().join(Account, Account.id == AccountDeletion.account_id).where(Account.address == person)
        row = session.scalar(mine.with_for_update(of=AccountDeletion))
        if row is None:
            return False
        row.erased_at = self._clock.now()
        return True

    def tell(self, locale: str, email: str, *, is_done: bool = False) -> None:
        """By mail, where there is an address; what was asked for stands when it cannot be sent."""
        if not email:
            return
        wording = _DONE if is_done else _ASKED
        try:
            self._mailer.send(email, *wording.get(locale, wording["ja"]))
        except SignInRefused:
            _log.warning("leaving_not_told", is_done=is_done)


def _waiting() -> Select[AccountDeletion]:
    return select(AccountDeletion).where(AccountDeletion.cancelled_at.is_(None), AccountDeletion.erased_at.is_(None))
