"""Serve as a trustee: accept with a key of one's own, and bring it after the close."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from dao.errors import PollVoid, PreparationEnded, PreparationUnknown, SealKept
from dao.models.polls import Poll
from dao.models.polls.sealing import Seal, TrusteeKey, recover, unlock
from dao.models.polls.trustees import PollPreparation, PollTrustee


class ServeAsTrustee:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def accept(self, number: int, account: Address, public_key: bytes) -> None:
        """The key itself is the trustee's alone. Before the poll opens another one may take its place.

        Raises: PreparationUnknown, PreparationEnded.
        """
        with self._db.write() as session:
            trustee = self._waiting(session, number, account)
            trustee.public_key, trustee.accepted_at, trustee.declined_at = public_key, self._clock.now(), None

    def decline(self, number: int, account: Address) -> None:
        """Raises: PreparationUnknown, PreparationEnded."""
        with self._db.write() as session:
            trustee = self._waiting(session, number, account)
            trustee.public_key, trustee.accepted_at, trustee.declined_at = None, None, self._clock.now()

    def bring_key(self, number: int, account: Address, key: TrusteeKey) -> int:
        """Unlock the trustee's share, and with enough shares the ballots. A repeated call changes nothing.

        Returns: how many trustees are still missing.
        Raises: PreparationUnknown, SealKept before the close, PollVoid, Invalid (key, key_not_yours).
        """
        now = self._clock.now()
        with self._db.write() as session:
            preparation, trustee = trustee_of(session, number, account)
            if preparation.poll_row is None or not trustee.place:
                raise PreparationUnknown(number)
            poll = session.get_one(Poll, preparation.poll_row, with_for_update=True)
            seal = poll.rules.seal
            assert seal is not None
            if unix(now) < poll.closes_at:
                raise SealKept(poll.id, poll.closes_at)
            if poll.voided_at is not None:
                raise PollVoid(poll.id)
            share = unlock(seal, trustee.place, key)
            if share is None:
                raise Invalid("key", "key_not_yours")
            if trustee.share is None:
                trustee.share, trustee.shared_at = share, now
                session.flush()
            return self._open(session, poll, seal, preparation.id)

    def _open(self, session: Session, poll: Poll, seal: Seal, preparation: int) -> int:
        brought = session.scalars(
            select(PollTrustee).filter_by(preparation_row=preparation).where(PollTrustee.share.is_not(None))
        )
        shares = {trustee.place: trustee.share or b"" for trustee in brought}
        if poll.opened_secret is None:
            poll.opened_secret = recover(seal, shares)
        return max(seal.needed - len(shares), 0)

    def _waiting(self, session: Session, number: int, account: Address) -> PollTrustee:
        preparation, trustee = trustee_of(session, number, account)
        if preparation.poll_row is not None or preparation.withdrawn_at is not None:
            raise PreparationEnded(number)
        return trustee


def trustee_of(session: Session, number: int, account: Address) -> tuple[PollPreparation, PollTrustee]:
    """Raises: PreparationUnknown also for who is no trustee."""
    row = session.get(PollPreparation, number, with_for_update=True)
    trustee = session.scalar(select(PollTrustee).filter_by(preparation_row=number, account=account))
    if row is None or trustee is None:
        raise PreparationUnknown(number)
    return row, trustee
