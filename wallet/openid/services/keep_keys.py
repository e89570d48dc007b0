"""Signing keys: drawn here, sealed at rest, published before they sign and for a while after."""

from __future__ import annotations

from datetime import datetime

from joserfc.jwk import ECKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from wallet.openid.models import SigningKey
from wallet.openid.models.key import KEY_LIFE, PUBLISHED_AFTER, PUBLISHED_AHEAD
from wallet.vault import Vault

ALGORITHM = "ES256"
KEY_PURPOSE = "openid-key"


class KeepKeys:
    def __init__(self, db: Database, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault

    def signing(self) -> ECKey:
        """The key that signs now. The first one is made when it is first wanted."""
        now = self._clock.now()
        with self._db.read() as session:
            row = _signing(session, now)
        if row is None:
            with self._db.write() as session:
                row = _signing(session, now) or self._draw(session, now)
        pem = self._vault.open(KEY_PURPOSE, row.sealed, row.kid)
        return ECKey.import_key(pem, {"kid": row.kid, "use": "sig", "alg": ALGORITHM})

    def published(self) -> dict[str, list[dict[str, str]]]:
        """The JSON Web Key Set of everything that may still have to be checked."""
        self.signing()
        now = self._clock.now()
        with self._db.read() as session:
            rows = _standing(session)
        ends = [newer.signs_from + PUBLISHED_AFTER for newer in rows[1:]]
        shown = [row for row, end in zip(rows, [*ends, None], strict=True) if end is None or end > now]
        return {"keys": [dict(row.public) for row in shown]}

    def rotate(self) -> str:
        """The next key, published at once and signing after a while; its id."""
        now = self._clock.now()
        with self._db.write() as session:
            return self._draw(session, now + PUBLISHED_AHEAD if _signing(session, now) else now).kid

    def replace_leaked(self) -> str:
        """What the older keys signed is believed by nobody from now on; a new key signs at once. Its id."""
        now = self._clock.now()
        with self._db.write() as session:
            for row in _standing(session):
                row.revoked_at = now
            return self._draw(session, now).kid

    def rotate_due(self) -> int:
        """Makes the next key when the newest is old; how many."""
        now = self._clock.now()
        with self._db.read() as session:
            rows = _standing(session)
        if not rows or now - rows[-1].made_at < KEY_LIFE:
            return 0
        self.rotate()
        return 1

    def renew_seals(self) -> None:
        """Under the newest key-encryption key."""
        with self._db.write() as session:
            for row in session.scalars(select(SigningKey)):
                if not self._vault.is_current(row.sealed):
                    secret = self._vault.open(KEY_PURPOSE, row.sealed, row.kid)
                    row.sealed = self._vault.seal(KEY_PURPOSE, secret, row.kid)

    def _draw(self, session: Session, signs_from: datetime) -> SigningKey:
        key = ECKey.generate_key("P-256")
        kid = key.thumbprint()
        public = {name: str(value) for name, value in key.as_dict(private=False).items()}
        row = SigningKey(
            kid=kid,
            public=public | {"kid": kid, "use": "sig", "alg": ALGORITHM},
            sealed=self._vault.seal(KEY_PURPOSE, key.as_pem(private=True), kid),
            made_at=self._clock.now(),
            signs_from=signs_from,
        )
        session.add(row)
        return row


def _standing(session: Session) -> list[SigningKey]:
    """In the order in which they sign."""
    kept = select(SigningKey).where(SigningKey.revoked_at.is_(None))
    return list(session.scalars(kept.order_by(SigningKey.signs_from, SigningKey.made_at, SigningKey.kid)))


def _signing(session: Session, now: datetime) -> SigningKey | None:
    return next((row for row in reversed(_standing(session)) if row.signs_from <= now), None)
