"""Challenges for a person's device: random, for one browser, good for one answer."""

from __future__ import annotations

import hmac
import secrets

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from wallet.models.passkey import CHALLENGE_LIFETIME, PasskeyChallenge
from wallet.tokens import token_hash

_CHALLENGE_BYTES = 32


class PasskeyChallenges:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def make(self, browser: str, *, account_id: int | None = None, user_handle: bytes | None = None) -> bytes:
        """`browser` is a random secret that only the asking browser holds."""
        now = self._clock.now()
        row = PasskeyChallenge(
            challenge=secrets.token_bytes(_CHALLENGE_BYTES),
            browser_hash=token_hash(browser),
            account_id=account_id,
            user_handle=user_handle,
            created_at=now,
            expires_at=now + CHALLENGE_LIFETIME,
        )
        with self._db.write() as session:
            session.add(row)
        return row.challenge

    def spend(self, browser: str, challenge: bytes, *, account_id: int | None = None) -> PasskeyChallenge | None:
        """The challenge, which is no more good after this, whatever becomes of the caller. None for one that was not
        made for this browser and account, was used, or is too old."""
        now = self._clock.now()
        if len(challenge) != _CHALLENGE_BYTES:
            return None
        wanted = select(PasskeyChallenge).where(PasskeyChallenge.challenge == challenge)
        with self._db.write() as session:
            row = session.scalar(wanted.with_for_update())
            if row is None or not hmac.compare_digest(row.browser_hash, token_hash(browser)):
                return None
            if row.account_id != account_id or row.used_at is not None or now >= row.expires_at:
                return None
            row.used_at = now
        return row
