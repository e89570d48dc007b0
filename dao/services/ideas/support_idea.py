"""Support an idea, once a member, or take the support back."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.models.ideas import Idea, IdeaSupport
from dao.queries.ideas.finding import open_idea, unmerged_idea
from dao.queries.membership.belonging import Belonging


class SupportIdea:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def support(self, number: int, member: Address) -> None:
        """A repeated call changes nothing. Raises: IdeaUnknown, MembersOnly, IdeaMerged, IdeaHidden."""
        with self._db.write() as session:
            idea = open_idea(session, self._belonging, number, member)
            if session.get(IdeaSupport, (number, member)) is None:
                session.add(IdeaSupport(idea_id=number, supporter=member, supported_at=self._clock.now()))
            count_supporters(session, idea)

    def withdraw(self, number: int, member: Address) -> None:
        """Also for who has sold the card since. A repeated call changes nothing. Raises: IdeaUnknown, IdeaMerged."""
        with self._db.write() as session:
            idea = unmerged_idea(session, number)
            given = session.get(IdeaSupport, (number, member))
            if given is not None:
                session.delete(given)
            count_supporters(session, idea)


def count_supporters(session: Session, idea: Idea) -> None:
    """From the rows, so that the number never drifts from them. The idea is held for writing."""
    session.flush()
    own = select(func.count()).select_from(IdeaSupport).where(IdeaSupport.idea_id == idea.id)
    idea.supporters = session.scalar(own) or 0
