"""Vote in a poll: keep the answer, have the voter sign it. It stays off chain, costs nothing, and may be changed until
the poll closes; the answer signed last counts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.ballot_anchor import PollBallot as SignedBallot
from chain.contracts.ballot_anchor import SealedPollBallot, is_signed_by
from chain.contracts.typed_data import TypedData, digest
from chain.db import Database
from chain.errors import Forbidden, Invalid
from chain.ids import Address
from dao.errors import (
    AnsweredAlready,
    NoCardAtOpening,
    NotAwaitingSignature,
    NothingHeldAtOpening,
    NotVerifiedAtOpening,
    PollClosed,
    PollNotOpen,
    PollUnknown,
    TierNotReached,
)
from dao.models.polls import House, Poll, PollBallot, public_voter
from dao.models.polls.sealing import seal_answer
from dao.models.polls.sealing.boxes import box_length
from dao.models.polls.sealing.opening import sealed_hash
from dao.queries.polls.voters import Voters
from dao.queries.voting_power import votes_of
from dao.signing import ToSign


class AnswerPoll:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, voters: Voters) -> None:
        self._db = db
        self._voters = voters
        self._clock = clock
        self._anchor = contracts.ballot_anchor

    def prepare(self, number: int, voter: Address, answer: Sequence[int], officer: Address | None = None) -> ToSign:
        """Keep the answer and say what the voter signs, or at the counter the officer for the voter. The caller has
        checked that the officer is one of the poll's town.

        Raises: PollUnknown, PollNotOpen, PollClosed, NoCardAtOpening, NotVerifiedAtOpening, NothingHeldAtOpening,
        TierNotReached, AnsweredAlready, Invalid (answer).
        """
        with self._db.write() as session:
            poll = self._open_poll(session, number)
            rules = poll.rules
            weight, person = self._require_vote(session, poll, voter, is_at_counter=officer is not None)
            checked = rules.checked_answer(answer, weight)
            row = self._row(session, number, voter, officer)
            if rules.seal is None:
                row.draft = list(checked)
            else:
                named = public_voter(voter, weight, person)
                row.draft_sealed = seal_answer(rules.seal.poll_key, poll.poll, named, checked, rules.most_numbers)
            return self._to_sign(poll, row, weight)

    def prepare_sealed(self, number: int, voter: Address, box: bytes, officer: Address | None = None) -> ToSign:
        """Keep an answer that was encrypted in the voter's browser: nobody here can read or check it. One that turns
        out to be none counts as an invalid ballot.

        Raises: as `prepare`; Invalid (answer, not_a_box).
        """
        with self._db.write() as session:
            poll = self._open_poll(session, number)
            rules = poll.rules
            weight, _person = self._require_vote(session, poll, voter, is_at_counter=officer is not None)
            if rules.seal is None or len(box) != box_length(rules.most_numbers):
                raise Invalid("answer", "not_a_box")
            row = self._row(session, number, voter, officer)
            row.draft_sealed = box
            return self._to_sign(poll, row, weight)

    def complete(self, subject: str, signature: bytes) -> None:
        """Count the signed answer instead of an earlier one. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and so does everybody who audits the poll.
        Raises: NotAwaitingSignature when the answer was changed meanwhile, PollClosed, AnsweredAlready.
        """
        row_id, _, drafted = subject.partition(":")
        with self._db.write() as session:
            row = session.scalar(select(PollBallot).where(PollBallot.id == int(row_id)).with_for_update())
            if row is None or row.drafted != int(drafted):
                raise NotAwaitingSignature("ballot")
            if row.revision != row.drafted:
                self._sign(session, row, signature)

    def _sign(self, session: Session, row: PollBallot, signature: bytes) -> None:
        poll = self._open_poll(session, row.poll_row)
        self._require_vote(session, poll, row.voter, is_at_counter=row.drafted_by is not None)
        signer, message = row.drafted_by or row.voter, self._message(poll, row)
        row.by_contract = not is_signed_by(digest(message), signature, signer)
        row.person = self._voters.nullifier_of(session, poll, row.voter, self._clock.now()) or None
        row.officer = row.drafted_by
        row.answer, row.revision, row.draft = row.draft, row.drafted, None
        row.sealed, row.draft_sealed = row.draft_sealed, None
        row.signature, row.signed_at = signature, self._clock.now()
        try:
            session.flush()
        except IntegrityError:  # the same person, on another account at the same moment
            raise AnsweredAlready(poll.id) from None

    def _row(self, session: Session, number: int, voter: Address, officer: Address | None) -> PollBallot:
        """With the next revision drafted. Raises: AnsweredAlready."""
        own = select(PollBallot).filter_by(poll_row=number, voter=voter).with_for_update()
        row = session.scalar(own)
        if row is None:  # another device of the voter may begin at the same moment
            insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
            begun = insert(PollBallot).values(poll_row=number, voter=voter, drafted=0, revision=0)
            session.execute(begun.on_conflict_do_nothing(index_elements=["poll_row", "voter"]))
            row = session.scalars(own).one()
        if officer is not None and row.revision:
            raise AnsweredAlready(number)
        row.drafted = max(row.drafted, row.revision) + 1
        row.drafted_by = officer
        session.flush()
        return row

    def _to_sign(self, poll: Poll, row: PollBallot, weight: int) -> ToSign:
        return ToSign(f"{row.id}:{row.drafted}", row.drafted_by or row.voter, self._message(poll, row), weight)

    def _message(self, poll: Poll, row: PollBallot) -> TypedData:
        if row.draft_sealed is not None:
            sealed = SealedPollBallot(poll.poll, row.voter, sealed_hash(row.draft_sealed), row.drafted)
            return self._anchor.ballot_message(sealed)
        return self._anchor.ballot_message(SignedBallot(poll.poll, row.voter, tuple(row.draft or ()), row.drafted))

    def _require_vote(self, session: Session, poll: Poll, voter: Address, *, is_at_counter: bool) -> tuple[int, bytes]:
        """An officer signs for verified persons only. Returns: votes of cards, nullifier of the person.

        Raises: NoCardAtOpening, NotVerifiedAtOpening, NothingHeldAtOpening, TierNotReached, AnsweredAlready.
        """
        weight = self._voters.weight_of(session, poll, voter)
        person = self._voters.nullifier_of(session, poll, voter, self._clock.now())
        if not person and (is_at_counter or not weight):
            raise self._why_not(session, poll, voter)
        if person:
            same = select(PollBallot.id).filter_by(poll_row=poll.id, person=person).where(PollBallot.voter != voter)
            if session.scalar(same) is not None:
                raise AnsweredAlready(poll.id)
        return weight, person

    def _why_not(self, session: Session, poll: Poll, voter: Address) -> Forbidden:
        """What the voter lacks."""
        rules = poll.rules
        if rules.holding is not None and not self._voters.reaches(session, poll, voter):
            held = self._voters.units_of(session, poll, voter, poll.opens_at)
            return TierNotReached(voter, rules.holding.least, held)
        if rules.house is House.CARDS:
            return NoCardAtOpening(voter, poll.opens_at, votes_of(session, rules.collection, voter))
        if rules.house is House.HOLDERS:
            return NothingHeldAtOpening(voter, poll.opens_at)
        return NotVerifiedAtOpening(voter, poll.opens_at)

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
