"""Secrets of webhooks: made by the vendor's own people, seen once, encrypted at rest. A new one overlaps the old."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from points.bridges.errors import SecretChanged
from points.bridges.models import ConnectedService, ServiceAct, ServiceActKind, ServiceSecret
from points.bridges.models.service import SECRET_OVERLAP
from points.bridges.queries.services import service_of
from points.bridges.signatures import new_secret, shown_secret
from points.ports import Cipher

PURPOSE = "bridge_secret"


class KeepSecrets:
    """Does not check that the person may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, cipher: Cipher) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher

    def make(self, client_id: str, actor: Address, latest: int) -> str:
        """A new secret in the form in which it is given to people, for this one time. `latest` is the number of the
        secret that the person saw as the newest (0: none): pressing twice makes one.

        Raises: NotFound, SecretChanged.
        """
        now, secret = self.clock.now(), new_secret()
        with self.db.write() as session:
            service = service_of(session, client_id, for_update=True)
            rows = _all(session, service.id)
            if (rows[0].id if rows else 0) != latest:
                raise SecretChanged()
            for old in rows:
                old.ends_at = min(old.ends_at or now + SECRET_OVERLAP, now + SECRET_OVERLAP)
            sealed = self.cipher.seal(PURPOSE, secret, client_id)
            session.add(ServiceSecret(service_id=service.id, sealed=sealed, made_at=now))
            session.add(
                ServiceAct(service_id=service.id, kind=ServiceActKind.NEW_SECRET, actor=actor, detail={}, at=now)
            )
        return shown_secret(secret)

    def valid(self, session: Session, service: ConnectedService) -> list[bytes]:
        """Those that sign now, newest first."""
        now = self.clock.now()
        rows = [row for row in _all(session, service.id) if row.ends_at is None or row.ends_at > now]
        return [self.cipher.open(PURPOSE, row.sealed, service.client_id) for row in rows]

    def forget_old(self) -> None:
        with self.db.write() as session:
            for row in session.scalars(select(ServiceSecret).where(ServiceSecret.ends_at <= self.clock.now())):
                session.delete(row)


def has_secret(session: Session, service_id: int) -> bool:
    return session.scalar(select(ServiceSecret.id).where(ServiceSecret.service_id == service_id).limit(1)) is not None


def _all(session: Session, service_id: int) -> list[ServiceSecret]:
    mine = select(ServiceSecret).where(ServiceSecret.service_id == service_id)
    return list(session.scalars(mine.order_by(ServiceSecret.id.desc())))
