"""Tells members that a vote has opened, and on its last day, or when it goes on for longer than was proposed, those who
have not voted. Run by the scheduler."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from chain.clock import Clock, unix
from chain.db import Database
from chain.events import record
from chain.ids import Address
from dao.events import VoteAnnounced
from dao.models import Community, Milestone, Proposal, ProposalMilestone, VoteCast
from dao.models.announcements import Moment, VoteAnnouncement, VoteKind
from dao.models.polls import Poll, PollBallot
from dao.queries.polls.voters import Voters
from dao.queries.voting_power import votes_at

_DAY = 24 * 3600
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Vote:
    """A vote that is open now. Moments in unix seconds."""

    kind: VoteKind
    number: int
    opened_at: int
    closes_at: int
    title_ja: str
    title_en: str
    community: Community
    is_extended: bool = False

    def moment_at(self, now: int) -> Moment | None:
        """What is news of it: a vote of two days or less is told of once, and one that opened long ago never.
        That it was extended is always news."""
        if self.is_extended:
            return Moment.EXTENDED
        if now - self.opened_at < _DAY:
            return Moment.OPENED
        is_last_day = self.closes_at - now < _DAY
        return Moment.CLOSING if is_last_day and self.closes_at - self.opened_at > 2 * _DAY else None


class AnnounceVotes:
    def __init__(self, db: Database, clock: Clock, voters: Voters) -> None:
        self._db = db
        self._clock = clock
        self._voters = voters

    def announce(self) -> int:
        """Returns: how many votes were told of."""
        now = unix(self._clock.now())
        with self._db.read() as session:
            news = [
                (vote, moment)
                for vote in (*_polls(session, now), *_proposals(session, now))
                if (moment := vote.moment_at(now))
                and session.get(VoteAnnouncement, (vote.kind, vote.number, moment)) is None
            ]
        for vote, moment in news:
            self._tell(vote, moment)
        return len(news)

    def _tell(self, vote: _Vote, moment: Moment) -> None:
        now = self._clock.now()
        with self._db.write() as session:
            if session.get(VoteAnnouncement, (vote.kind, vote.number, moment)) is not None:
                return
            session.add(VoteAnnouncement(kind=vote.kind, number=vote.number, moment=moment, told_at=now))
            members = self._electors(session, vote)
            if moment is not Moment.OPENED:
                members -= set(_voted(session, vote))
            for accounts in _slices(members):
                record(session, _event(vote, moment, accounts), now)

    def _electors(self, session: Session, vote: _Vote) -> set[Address]:
        if vote.kind is VoteKind.POLL:
            return self._voters.electors(session, session.get_one(Poll, vote.number), self._clock.now())
        return set(votes_at(session, vote.community.collection, vote.opened_at))


def _event(vote: _Vote, moment: Moment, accounts: list[str]) -> VoteAnnounced:
    community = vote.community
    return VoteAnnounced(
        vote.kind, vote.number, moment, accounts, vote.closes_at, vote.title_ja, vote.title_en, community.name_ja,
        community.name_en,
    )  # fmt: skip


def _polls(session: Session, now: int) -> Iterator[_Vote]:
    for poll in session.scalars(select(Poll).where(Poll.opens_at <= now, Poll.closes_at > now)).all():
        community = session.scalar(select(Community).filter_by(slug=poll.community))
        if community is not None:
            rules = poll.rules
            yield _Vote(
                VoteKind.POLL, poll.id, rules.opens_at, rules.closes_at, rules.title_ja, rules.title_en, community
            )


def _proposals(session: Session, now: int) -> Iterator[_Vote]:
    other = aliased(ProposalMilestone)
    canceled = select(other.block_number).where(
        other.governor == Proposal.governor,
        other.proposal_id == Proposal.proposal_id,
        other.milestone == Milestone.CANCELED,
    )
    extended = aliased(ProposalMilestone)
    created = (
        select(Proposal, ProposalMilestone, Community, extended.deadline)
        .join(
            ProposalMilestone,
            (ProposalMilestone.governor == Proposal.governor)
            & (ProposalMilestone.proposal_id == Proposal.proposal_id)
            & (ProposalMilestone.milestone == Milestone.CREATED),
        )
        .join(Community, Community.governor == Proposal.governor)
        .outerjoin(
            extended,
            (extended.governor == Proposal.governor)
            & (extended.proposal_id == Proposal.proposal_id)
            & (extended.milestone == Milestone.EXTENDED),
        )
        .where(ProposalMilestone.snapshot < now, ~canceled.exists())
        .where(func.coalesce(extended.deadline, ProposalMilestone.deadline) >= now)
    )
    for proposal, milestone, community, later in session.execute(created):
        yield _Vote(
            VoteKind.PROPOSAL, proposal.id, milestone.snapshot or 0, later or milestone.deadline or 0,
            proposal.title_ja, proposal.title_en, community, is_extended=later is not None,
        )  # fmt: skip


def _voted(session: Session, vote: _Vote) -> Collection[Address]:
    if vote.kind is VoteKind.POLL:
        answered = select(PollBallot.voter).where(PollBallot.poll_row == vote.number, PollBallot.revision > 0)
        return session.scalars(answered).all()
    proposal = session.get_one(Proposal, vote.number)
    cast = select(VoteCast.voter).filter_by(governor=proposal.governor, proposal_id=proposal.proposal_id)
    return session.scalars(cast).all()


def _slices(members: set[Address]) -> Iterator[list[str]]:
    ordered = sorted(members)
    for start in range(0, len(ordered), _AT_ONCE):
        yield [str(member) for member in ordered[start : start + _AT_ONCE]]
