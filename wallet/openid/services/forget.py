"""Throw away what no longer serves: codes, tokens that ended by time, and counts of uses of long ago."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from chain.clock import Clock, business_date
from chain.db import Database
from wallet.openid.models import AuthorizationCode, ConsentUse, IssuedToken, OpenIdSecret

_KEPT = timedelta(days=1)  # so long a second use of a code is known as one
_USES_KEPT = timedelta(days=400)


class ForgetOpenId:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def __call__(self) -> None:
        now = self._clock.now()
        with self._db.write() as session:
            session.execute(delete(AuthorizationCode).where(AuthorizationCode.made_at < now - _KEPT))
            session.execute(delete(IssuedToken).where(IssuedToken.expires_at < now - _KEPT))
            session.execute(delete(OpenIdSecret).where(OpenIdSecret.ends_at <= now))
            session.execute(delete(ConsentUse).where(ConsentUse.day < business_date(now) - _USES_KEPT))
