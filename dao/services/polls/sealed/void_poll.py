"""Declare a sealed poll void: too many trustees lost their keys, and nobody can read the ballots any more."""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import MunicipalityCode
from dao.errors import PollNotVoidable, PollUnknown
from dao.models.description import check_text
from dao.models.polls import Poll
from dao.models.polls.trustees import keys_due_until
from dao.services.polls.sealed.telling import tell_of_void_poll

MAX_REASON = 500


class VoidPoll:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def void(self, number: int, municipality: MunicipalityCode, reason: str) -> None:
        """`reason` is for everybody to read; voters and trustees are told it. The caller has checked that an officer of
        `municipality` says so.

        Raises: PollUnknown, PollNotVoidable, Invalid (reason).
        """
        words, now = check_text("reason", reason, MAX_REASON), self._clock.now()
        with self._db.write() as session:
            poll = session.get(Poll, number, with_for_update=True)
            if poll is None or poll.rules.municipality != municipality.number:
                raise PollUnknown(number)
            is_shut = poll.is_sealed and poll.opened_secret is None and poll.voided_at is None
            if not is_shut or unix(now) < keys_due_until(poll.closes_at):
                raise PollNotVoidable(number)
            poll.voided_at, poll.void_reason = now, words
            tell_of_void_poll(session, poll, now)
