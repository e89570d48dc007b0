"""People are told a month before their identity check runs out, once a check."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock, business_date
from chain.db import Database
from chain.events import record
from wallet.events import IdentityRunsOut
from wallet.models.identity_check import AppCheck
from wallet.models.verification import Verification
from wallet.services.identity.read_identity import SOON

_AT_ONCE = 200


class RemindOfIdentity:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def remind(self) -> int:
        """How many were told now."""
        now = self._clock.now()
        today = business_date(now)
        due = (
            select(AppCheck, Verification)
            .join(Verification, Verification.id == AppCheck.verification_id)
            .where(
                AppCheck.reminded_at.is_(None),
                Verification.revoked_at.is_(None),
                Verification.valid_until >= today,
                Verification.valid_until < today + SOON,
            )
            .limit(_AT_ONCE)
        )
        with self._db.read() as session:
            if session.execute(due.limit(1)).first() is None:
                return 0
        with self._db.write() as session:
            found = session.execute(due.with_for_update(of=AppCheck, skip_locked=True)).all()
            for check, verification in found:
                check.reminded_at = now
                record(session, IdentityRunsOut(str(verification.account), verification.valid_until.isoformat()), now)
            return len(found)
