"""Sign out of this browser."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from wallet.models import BrowserSession
from wallet.services.open_session import revoke
from wallet.tokens import token_hash


class SignOut:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def __call__(self, token: str) -> None:
        with self._db.write() as session:
            revoke(session, BrowserSession.token_hash == token_hash(token), self._clock.now())
