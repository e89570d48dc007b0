"""Merge an idea into a similar one. The merged one and what was said about it stay readable; who supports either of
them supports the kept one, once."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.models.ideas import Idea, IdeaSupport
from dao.models.ideas.errors import CannotMerge
from dao.queries.ideas.finding import unmerged_idea
from dao.services.ideas.support_idea import count_supporters
from dao.services.ideas.tell_authors import tell


class MergeIdeas:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def merge(self, number: int, kept: int, curator: Address) -> None:
        """The caller has checked that `curator` may, for the community of idea `number`.

        Raises: IdeaUnknown, IdeaMerged for either of them, CannotMerge.
        """
        if number == kept:
            raise CannotMerge(number, kept)
        with self._db.write() as session:
            found = {one: unmerged_idea(session, one) for one in sorted((number, kept))}
            merged, target = found[number], found[kept]
            if merged.community != target.community:
                raise CannotMerge(number, kept)
            now = self._clock.now()
            for supporter in _only_of(session, merged, target):
                session.add(IdeaSupport(idea_id=kept, supporter=supporter, supported_at=now))
            count_supporters(session, target)
            # What was merged into it earlier points to the kept one as well: nobody is led from idea to idea.
            session.execute(update(Idea).where(Idea.merged_into == number).values(merged_into=kept))
            merged.merged_into, merged.merged_by, merged.merged_at = kept, curator, now
            tell(session, merged, "merged", kept, str(kept), {merged.author} - {curator}, now)


def _only_of(session: Session, merged: Idea, target: Idea) -> list[Address]:
    """Who supports the first and not the second."""
    already = select(IdeaSupport.supporter).where(IdeaSupport.idea_id == target.id)
    only = select(IdeaSupport.supporter).where(IdeaSupport.idea_id == merged.id, IdeaSupport.supporter.not_in(already))
    return list(session.scalars(only).all())
