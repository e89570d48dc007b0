"""Throw away what no longer serves: old codes, nonces, sessions, signature requests, kept mail, and of identity checks
what was agreed to be kept no longer."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from wallet.models import BrowserSession, EmailCode, PasskeyChallenge, SentMail, SignatureRequest, SiweNonce
from wallet.models.browser_session import SESSION_IDLE
from wallet.models.handover import Handover
from wallet.models.identity_check import AppCheck, IdentityRequest, KeptIdentity
from wallet.models.verification import Verification

_KEPT = timedelta(days=1)
_MAIL_KEPT = timedelta(days=7)
_CHECK_KEPT = timedelta(days=90)  # after it ran out, in case the person comes again


class ForgetExpired:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def __call__(self) -> None:
        now = self._clock.now()
        with self._db.write() as session:
            for row in (EmailCode, SiweNonce, PasskeyChallenge, SignatureRequest, IdentityRequest):
                session.execute(delete(row).where(row.created_at < now - _KEPT))
            session.execute(delete(Handover).where(Handover.expires_at < now - _KEPT))
            session.execute(delete(SentMail).where(SentMail.sent_at < now - _MAIL_KEPT))
            session.execute(delete(BrowserSession).where(BrowserSession.last_seen_at < now - SESSION_IDLE - _KEPT))
            self._forget_identity(session)

    def _forget_identity(self, session: Session) -> None:
        now = self._clock.now()
        today = business_date(now)
        late = update(IdentityRequest).where(IdentityRequest.expires_at < now)
        session.execute(late.values(found_sealed=None, verifier_sealed=None))
        session.execute(delete(KeptIdentity).where(KeptIdentity.erase_on <= today))
        gone = or_(Verification.revoked_at.is_not(None), Verification.valid_until < today - _CHECK_KEPT)
        session.execute(delete(AppCheck).where(AppCheck.verification_id.in_(select(Verification.id).where(gone))))
