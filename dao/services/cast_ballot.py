"""Vote: keep the choice, have the voter sign it, and hand it to the chain, where ballots travel in batches."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts import region_governor as on_chain
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from dao.errors import (
    AlreadyVoted,
    BallotOnItsWay,
    BallotUnknown,
    NoCardAtSnapshot,
    NotAwaitingSignature,
    VotingClosed,
    VotingNotOpen,
)
from dao.models import Ballot, Proposal, Stage, State, Support, VoteCast
from dao.models.ballots import MAX_REASON
from dao.models.description import check_text
from dao.queries.ballots import count_rejections, failure_of, has_landed, votes_cast
from dao.queries.standings import Standing, standing_of
from dao.queries.voting_power import votes_of
from dao.signing import ToSign


class CastBallot:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self._db = db
        self._clock = clock
        self._contracts = contracts

    def prepare(self, proposal: int, voter: Address, support: Support, reason: str = "") -> ToSign:
        """Keep the choice and say what the voter signs. Until it is signed the choice may be changed; after that until
        the close, where the proposal allows it.

        Raises: ProposalUnknown, VotingNotOpen, VotingClosed, NoCardAtSnapshot, AlreadyVoted, BallotOnItsWay, Invalid
            (reason).
        """
        reason = check_text("reason", reason, MAX_REASON, may_be_empty=True)
        now = self._clock.now()
        with self._db.write() as session:
            standing = standing_of(session, proposal, unix(now), for_update=True)
            weight = self._require_vote(session, standing, voter)
            row = session.scalar(select(Ballot).filter_by(proposal_row=proposal, voter=voter))
            votes = votes_cast(session, standing.proposal, voter)
            _require_free(session, standing, row, votes)
            rejections = count_rejections(session, standing.proposal, voter)
            if row is None:
                row = Ballot(proposal_row=proposal, voter=voter, attempt=0, created_at=now)
                session.add(row)
            row.support, row.reason, row.weight = int(support), reason, weight
            row.stage, row.signature, row.error_name, row.error_args = Stage.AWAITING_SIGNATURE, None, "", {}
            row.attempt, row.votes_before = max(row.attempt, len(votes)) + 1, len(votes)
            row.rejections_before = rejections
            session.flush()
            governor = self._contracts.governor(standing.proposal.governor)
            message = governor.ballot_message(_signed_struct(row, standing.proposal))
            return ToSign(f"{row.id}:{row.attempt}", voter, message, weight)

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed ballot to the chain. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and the contract does.
        Raises: BallotUnknown, NotAwaitingSignature when the choice was changed meanwhile, VotingClosed.
        """
        now = self._clock.now()
        row_id, _, attempt = subject.partition(":")
        with self._db.write() as session:
            row = session.scalar(select(Ballot).where(Ballot.id == int(row_id)).with_for_update())
            if row is None:
                raise BallotUnknown(row_id)
            if row.stage == Stage.SUBMITTED and row.signature == signature:
                return
            if row.stage != Stage.AWAITING_SIGNATURE or row.attempt != int(attempt):
                raise NotAwaitingSignature("ballot")
            standing = standing_of(session, row.proposal_row, unix(now))
            _require_open(standing)
            row.signature, row.stage, row.submitted_at = signature, Stage.SUBMITTED, now
            governor = self._contracts.governor(standing.proposal.governor)
            call = governor.cast_ballot(_signed_struct(row, standing.proposal), signature)
            key, about = f"dao.ballot:{row.id}:{row.attempt}", f"dao.ballot:{row.id}"
            enqueue(session, call, key=key, subject=about, now=now, principal=row.voter)

    def _require_vote(self, session: Session, standing: Standing, voter: Address) -> int:
        """Votes of the voter at the snapshot."""
        _require_open(standing)
        assert standing.schedule is not None
        collection, snapshot = standing.community.collection, standing.schedule.snapshot
        weight = votes_of(session, collection, voter, snapshot)
        if weight == 0:
            raise NoCardAtSnapshot(voter, snapshot, votes_of(session, collection, voter))
        return weight


def _require_free(session: Session, standing: Standing, row: Ballot | None, votes: Sequence[VoteCast]) -> None:
    """Nothing is on its way, and what was counted may be changed."""
    may_change = standing.proposal.is_changeable
    if votes and not may_change:
        raise AlreadyVoted(standing.id)
    if row is None:
        return
    is_sent = row.stage == Stage.SUBMITTED and not failure_of(session, standing.proposal, row)[0]
    if is_sent and not has_landed(row, votes):
        raise BallotOnItsWay(standing.id) if may_change else AlreadyVoted(standing.id)


def _require_open(standing: Standing) -> None:
    if standing.state is State.ACTIVE:
        return
    if standing.schedule is None or standing.state is State.PENDING:
        raise VotingNotOpen(standing.id, standing.schedule.snapshot + 1 if standing.schedule else 0)
    raise VotingClosed(standing.id, standing.schedule.deadline)


def _signed_struct(row: Ballot, proposal: Proposal) -> on_chain.Ballot:
    return on_chain.Ballot(int(proposal.proposal_id), row.support, row.voter, row.attempt)
