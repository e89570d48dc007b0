"""Remind trustees of a closed poll whose keys are missing: at the close, and on each of the days after it. Run by the
scheduler."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock, unix
from chain.db import Database
from dao.models.polls import Poll
from dao.models.polls.trustees import DAYS_FOR_KEYS, PollPreparation, PollTrustee
from dao.services.polls.sealed.telling import tell_trustees

_DAY = 24 * 3600


class RemindTrustees:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def remind(self) -> int:
        """Returns: how many were told."""
        now = self._clock.now()
        shut = (Poll.opened_secret.is_(None), Poll.voided_at.is_(None), Poll.closes_at <= unix(now))
        waiting = (
            select(PollPreparation, PollTrustee, Poll.closes_at)
            .join(Poll, Poll.id == PollPreparation.poll_row)
            .join(PollTrustee, PollTrustee.preparation_row == PollPreparation.id)
            .where(*shut, PollTrustee.place > 0, PollTrustee.share.is_(None), PollTrustee.reminded < DAYS_FOR_KEYS)
        )
        told = 0
        with self._db.write() as session:
            for preparation, trustee, closes_at in session.execute(waiting).all():
                turn = min((unix(now) - closes_at) // _DAY + 1, DAYS_FOR_KEYS)
                if trustee.reminded < turn:
                    trustee.reminded = turn
                    tell_trustees(session, preparation, [trustee], f"due-{turn}", now)
                    told += 1
        return told
