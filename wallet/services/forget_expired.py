"""Throw away what no longer serves: old codes, nonces, sessions, signature requests and kept mail."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from chain.clock import Clock
from chain.db import Database
from wallet.models import BrowserSession, EmailCode, PasskeyChallenge, SentMail, SignatureRequest, SiweNonce
from wallet.models.browser_session import SESSION_IDLE

_KEPT = timedelta(days=1)
_MAIL_KEPT = timedelta(days=7)


class ForgetExpired:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def __call__(self) -> None:
        now = self._clock.now()
        with self._db.write() as session:
            for row in (EmailCode, SiweNonce, PasskeyChallenge, SignatureRequest):
                session.execute(delete(row).where(row.created_at < now - _KEPT))
            session.execute(delete(SentMail).where(SentMail.sent_at < now - _MAIL_KEPT))
            session.execute(delete(BrowserSession).where(BrowserSession.last_seen_at < now - SESSION_IDLE - _KEPT))
