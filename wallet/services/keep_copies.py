"""Copies of a person's own data: asked for, made by a job, taken by the person alone, forgotten after a day."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address
from wallet.errors import TooManyCopies
from wallet.models import Account, DataExport
from wallet.models.data_export import COPIES_A_DAY, COPY_KEPT, MOST_TRIES
from wallet.vault import Vault

PURPOSE = "own-data"
_TIME_TO_MAKE = timedelta(minutes=10)  # then another try may take it on


class KeepCopies:
    """Does not know what stands in a copy; app/own_data does."""

    def __init__(self, db: Database, clock: Clock, vault: Vault) -> None:
        self._db = db
        self._clock = clock
        self._vault = vault

    def ask(self, account: Account) -> int:
        """The id of the copy; while one is being made, that one's. Raises: TooManyCopies."""
        now = self._clock.now()
        with self._db.write() as session:
            recent = self._recent(session, account)
            for row in recent:
                if row.made_at is None and row.tries < MOST_TRIES:
                    return row.id
            if len(recent) >= COPIES_A_DAY:
                raise TooManyCopies(COPIES_A_DAY)
            row = DataExport(account_id=account.id, asked_at=now)
            session.add(row)
            session.flush()
            return row.id

    def of(self, account: Account) -> list[DataExport]:
        """What the person asked for within a day, newest first; without the copies themselves."""
        with self._db.read() as session:
            return self._recent(session, account)

    def next_to_make(self) -> tuple[int, Address] | None:
        """The oldest copy that waits, and whose it is. Counted as a try; not offered again for a while."""
        now = self._clock.now()
        with self._db.write() as session:
            waiting = select(DataExport).where(
                DataExport.made_at.is_(None),
                DataExport.tries < MOST_TRIES,
                or_(DataExport.tried_at.is_(None), DataExport.tried_at < now - _TIME_TO_MAKE),
            )
            row = session.scalar(waiting.order_by(DataExport.id).limit(1).with_for_update(skip_locked=True))
            if row is None:
                return None
            row.tries, row.tried_at = row.tries + 1, now
            return row.id, session.get_one(Account, row.account_id).address

    def store(self, copy_id: int, owner: Address, packed: bytes) -> None:
        with self._db.write() as session:
            row = session.get_one(DataExport, copy_id)
            row.sealed = self._vault.seal(PURPOSE, packed, owner)
            row.size_bytes, row.made_at = len(packed), self._clock.now()

    def take(self, account: Account, copy_id: int) -> bytes:
        """Raises: NotFound for anybody else's, for one that is not made yet, and for one that is too old."""
        now = self._clock.now()
        with self._db.write() as session:
            row = session.get(DataExport, copy_id)
            if row is None or row.account_id != account.id or row.sealed is None or row.asked_at < now - COPY_KEPT:
                raise NotFound("copy", copy_id)
            row.taken_at = now
            return self._vault.open(PURPOSE, row.sealed, account.address)

    def forget_old(self) -> None:
        with self._db.write() as session:
            session.execute(delete(DataExport).where(DataExport.asked_at < self._clock.now() - COPY_KEPT))

    def _recent(self, session: Session, account: Account) -> list[DataExport]:
        mine = select(DataExport).where(
            DataExport.account_id == account.id, DataExport.asked_at >= self._clock.now() - COPY_KEPT
        )
        return list(session.scalars(mine.order_by(DataExport.id.desc())))
