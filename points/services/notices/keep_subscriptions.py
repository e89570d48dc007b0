"""The browsers in which a person switched push messages on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from points.models import PushSubscription
from points.models.push_target import PushTarget
from points.ports import Cipher

MOST_BROWSERS = 10
PURPOSE = "push"


@dataclass(frozen=True, slots=True)
class Browser:
    id: int
    browser: str
    created_at: datetime


class KeepSubscriptions:
    def __init__(self, db: Database, clock: Clock, cipher: Cipher) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher

    def keep(self, account: Address, target: PushTarget, browser: str) -> int:
        """A browser serves one person: who switches it on last. Of too many the oldest goes."""
        mark = _mark(target)
        with self.db.write() as session:
            session.execute(delete(PushSubscription).where(PushSubscription.endpoint_hash == mark))
            row = PushSubscription(
                account=account,
                endpoint_hash=mark,
                sealed=self.cipher.seal(PURPOSE, target.dumped(), account),
                browser=browser,
                created_at=self.clock.now(),
            )
            session.add(row)
            session.flush()
            mine = session.scalars(_of(account).offset(MOST_BROWSERS)).all()
            for old in mine:
                session.delete(old)
            return row.id

    def of(self, account: Address) -> list[Browser]:
        """Newest first."""
        with self.db.read() as session:
            return [Browser(row.id, row.browser, row.created_at) for row in session.scalars(_of(account))]

    def drop(self, account: Address, subscription_id: int) -> None:
        """Somebody else's stays."""
        mine = PushSubscription.id == subscription_id, PushSubscription.account == account
        with self.db.write() as session:
            session.execute(delete(PushSubscription).where(*mine))

    def drop_target(self, target: PushTarget) -> None:
        """The browser takes nothing any more; what waits for it goes along."""
        with self.db.write() as session:
            session.execute(delete(PushSubscription).where(PushSubscription.endpoint_hash == _mark(target)))

    def target(self, session: Session, subscription_id: int) -> PushTarget | None:
        row = session.get(PushSubscription, subscription_id)
        return None if row is None else PushTarget.loaded(self.cipher.open(PURPOSE, row.sealed, row.account))


def _mark(target: PushTarget) -> bytes:
    return sha256(target.endpoint.encode()).digest()


def _of(account: Address) -> Select[PushSubscription]:
    mine = select(PushSubscription).where(PushSubscription.account == account)
    return mine.order_by(PushSubscription.id.desc())
