"""Vote in a poll: keep the answer, have the voter sign it. It stays off chain, costs nothing, and may be changed until
the poll closes; the answer signed last counts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.ballot_anchor import PollBallot as SignedBallot
from chain.db import Database
from chain.ids import Address
from dao.errors import NoCardAtOpening, NotAwaitingSignature, PollClosed, PollNotOpen, PollUnknown
from dao.models.polls import Poll, PollBallot
from dao.queries.voting_power import votes_of
from dao.signing import ToSign


class AnswerPoll:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self._db = db
        self._clock = clock
        self._anchor = contracts.ballot_anchor

    def prepare(self, number: int, voter: Address, answer: Sequence[int]) -> ToSign:
        """Keep the answer and say what the voter signs.

        Raises: PollUnknown, PollNotOpen, PollClosed, NoCardAtOpening, Invalid (answer).
        """
        with self._db.write() as session:
            poll = self._open_poll(session, number)
            weight = votes_of(session, poll.rules.collection, voter, poll.opens_at)
            if weight == 0:
                raise NoCardAtOpening(voter, poll.opens_at, votes_of(session, poll.rules.collection, voter))
            checked = poll.rules.checked_answer(answer, weight)
            row = session.scalar(select(PollBallot).filter_by(poll_row=number, voter=voter).with_for_update())
            if row is None:
                row = PollBallot(poll_row=number, voter=voter, drafted=0, revision=0)
                session.add(row)
            row.draft, row.drafted = list(checked), max(row.drafted, row.revision) + 1
            session.flush()
            message = self._anchor.ballot_message(SignedBallot(poll.poll, voter, checked, row.drafted))
            return ToSign(f"{row.id}:{row.drafted}", voter, message, weight)

    def complete(self, subject: str, signature: bytes) -> None:
        """Count the signed answer instead of an earlier one. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and so does everybody who audits the poll.
        Raises: NotAwaitingSignature when the answer was changed meanwhile, PollClosed.
        """
        row_id, _, drafted = subject.partition(":")
        with self._db.write() as session:
            row = session.scalar(select(PollBallot).where(PollBallot.id == int(row_id)).with_for_update())
            if row is None or row.drafted != int(drafted):
                raise NotAwaitingSignature("ballot")
            if row.revision == row.drafted:
                return
            self._open_poll(session, row.poll_row)
            row.answer, row.revision, row.draft = row.draft, row.drafted, None
            row.signature, row.signed_at = signature, self._clock.now()

    def _open_poll(self, session: Session, number: int) -> Poll:
        poll = session.get(Poll, number)
        if poll is None:
            raise PollUnknown(number)
        now = unix(self._clock.now())
        if now < poll.opens_at:
            raise PollNotOpen(number, poll.opens_at)
        if now >= poll.closes_at:
            raise PollClosed(number, poll.closes_at)
        return poll
