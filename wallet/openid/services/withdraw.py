"""One press, and a service gets nothing more of a person: its tokens end at once, and it is told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.events import record
from chain.ids import Address
from wallet.events import ConsentWithdrawn
from wallet.openid.models import Consent, Ending
from wallet.openid.services.consents import standing, subject_of
from wallet.openid.services.keep_tokens import end_all


class Withdraw:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def __call__(self, account: Address, client_id: str) -> bool:
        """False: nothing stood. Twice does no harm."""
        with self._db.write() as session:
            consent = standing(session, account, client_id, for_update=True)
            if consent is None:
                return False
            _end(session, consent, self._clock.now())
        return True

    def withdraw_all(self, session: Session, account: Address) -> int:
        """In the caller's transaction, for an account that is given up; from how many services."""
        mine = select(Consent).where(Consent.account == account, Consent.ended_at.is_(None)).with_for_update()
        return sum(_end(session, consent, self._clock.now()) for consent in session.scalars(mine).all())


def _end(session: Session, consent: Consent, now: datetime) -> int:
    consent.ended_at, consent.ending = now, Ending.WITHDRAWN
    end_all(session, consent.account, consent.client_id, now)
    subject = subject_of(session, consent.account, consent.client_id)
    withdrawn = ConsentWithdrawn(consent.client_id, subject, now.isoformat(timespec="seconds"))
    record(session, withdrawn, now)
    return 1
