"""A challenge for signing in with a browser wallet: what the message must say, with a nonce bound to this browser."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from chain.clock import Clock
from chain.db import Database
from wallet.models import SiweNonce
from wallet.models.siwe_nonce import NONCE_LIFETIME
from wallet.siwe_message import STATEMENT, Origin
from wallet.tokens import token_hash

_NONCE_BYTES = 16  # 128 bits; the reference implementation has 96


@dataclass(frozen=True, slots=True)
class SiweChallenge:
    domain: str
    uri: str
    statement: str
    chain_id: int
    nonce: str
    issued_at: datetime
    expires_at: datetime


class StartSiwe:
    def __init__(self, db: Database, clock: Clock, origin: Origin, chain_id: int) -> None:
        self._db = db
        self._clock = clock
        self._origin = origin
        self._chain_id = chain_id

    def __call__(self, browser: str) -> SiweChallenge:
        """`browser` is a random secret that only the asking browser holds."""
        now = self._clock.now()
        nonce = secrets.token_hex(_NONCE_BYTES)
        row = SiweNonce(nonce=nonce, browser_hash=token_hash(browser), created_at=now, expires_at=now + NONCE_LIFETIME)
        with self._db.write() as session:
            session.add(row)
        return SiweChallenge(
            domain=self._origin.domain,
            uri=self._origin.uri,
            statement=STATEMENT,
            chain_id=self._chain_id,
            nonce=nonce,
            issued_at=now,
            expires_at=row.expires_at,
        )
