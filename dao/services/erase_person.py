"""The communities' part in leaving. What somebody wrote for all stays readable, without the name; so do votes."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.ids import Address
from chain.leaving import Erasure, Fate, Stake, erase, stakes
from dao.models.events.rows import EventReply
from dao.models.facts import VoteCast
from dao.models.ideas import Idea, IdeaComment
from dao.models.membership.profiles import MemberProfile
from dao.models.moderation.rows import Report
from dao.models.polls.rows import Poll, PollBallot
from dao.models.polls.trustees import PollPreparation, PollTrustee, keys_due_until

_ERASED = (
    Erasure(MemberProfile, MemberProfile.account),
    Erasure(EventReply, EventReply.account, {"home": ""}),
    Erasure(PollBallot, PollBallot.voter, {"draft": None, "draft_sealed": None}),
    Erasure(PollTrustee, PollTrustee.account, {"name": ""}),
    Erasure(Report, Report.reporter, {"words": ""}),
)


class ErasePerson:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def stakes(self, session: Session, person: Address) -> list[Stake]:
        count = select(func.count())
        votes = session.scalar(count.select_from(VoteCast).where(VoteCast.voter == person)) or 0
        answers = session.scalar(count.select_from(PollBallot).where(PollBallot.voter == person)) or 0
        ideas = session.scalar(count.select_from(Idea).where(Idea.author == person)) or 0
        comments = session.scalar(count.select_from(IdeaComment).where(IdeaComment.author == person)) or 0
        return stakes(
            ("trusteeships", Fate.BLOCKS, self._trusteeships(session, person)),
            ("votes", Fate.STAYS, votes + answers),
            ("posts", Fate.STAYS, ideas + comments),
        )

    def __call__(self, session: Session, person: Address) -> None:
        erase(session, person, _ERASED)

    def _trusteeships(self, session: Session, person: Address) -> int:
        """Sealed polls that still need this person's key."""
        polls = session.scalars(
            select(Poll)
            .join(PollPreparation, PollPreparation.poll_row == Poll.id)
            .join(PollTrustee, PollTrustee.preparation_row == PollPreparation.id)
            .where(PollTrustee.account == person, PollTrustee.place > 0, PollTrustee.shared_at.is_(None))
        )
        now = unix(self._clock.now())
        return sum(poll.voided_at is None and now < keys_due_until(poll.closes_at) for poll in polls)
