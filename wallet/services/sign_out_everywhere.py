"""End every session of an account, on all devices."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from wallet.models import Account, BrowserSession
from wallet.services.open_session import revoke


class SignOutEverywhere:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def __call__(self, account: Account) -> int:
        """Returns how many sessions ended."""
        with self._db.write() as session:
            return revoke(session, BrowserSession.account_id == account.id, self._clock.now())
