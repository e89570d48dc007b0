"""Note that an idea became a poll or a proposal, so that each leads to the other."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from dao.models.ideas import IdeaOutcome, OutcomeKind
from dao.queries.ideas.finding import idea_of


class NoteOutcome:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def note(self, number: int, kind: OutcomeKind, outcome: int) -> None:
        """`outcome`: number of the poll or proposal. A repeated call changes nothing. Raises: IdeaUnknown."""
        with self._db.write() as session:
            idea = idea_of(session, number)
            if session.get(IdeaOutcome, (kind, outcome)) is None:
                kept = idea.merged_into or idea.id
                session.add(IdeaOutcome(kind=kind, number=outcome, idea_id=kept, made_at=self._clock.now()))
