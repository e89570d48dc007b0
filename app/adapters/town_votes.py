"""How much is decided in a town's communities: answers in polls and ballots on proposals."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import from_unix
from chain.ids import MunicipalityCode
from dao.models import Ballot, Community, Proposal
from dao.models.polls.rows import Poll, PollBallot


class TownVotes:
    """Implements points.analytics.wellbeing.ports.Votes."""

    def cast(self, session: Session, town: MunicipalityCode, begin: int, end: int) -> int:
        known = session.scalars(select(Community)).all()
        here = [one for one in known if str(town) in one.towns and not one.is_project]
        since, until = from_unix(begin), from_unix(end)
        answers = (
            select(func.count())
            .select_from(PollBallot)
            .join(Poll, Poll.id == PollBallot.poll_row)
            .where(Poll.community.in_([one.slug for one in here]), PollBallot.revision > 0)
            .where(PollBallot.signed_at >= since, PollBallot.signed_at < until)
        )
        ballots = (
            select(func.count())
            .select_from(Ballot)
            .join(Proposal, Proposal.id == Ballot.proposal_row)
            .where(Proposal.governor.in_([one.governor for one in here]))
            .where(Ballot.submitted_at >= since, Ballot.submitted_at < until)
        )
        return (session.scalar(answers) or 0) + (session.scalar(ballots) or 0)
