"""Tells authors what happens to their ideas: a comment or an answer, a merge, the poll or proposal that came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, business_date
from chain.db import Database
from chain.events import record
from chain.ids import Address
from dao.events import IdeaProgressed
from dao.models.ideas import Idea, IdeaComment, IdeaOutcome
from dao.queries.ideas.finding import community_of
from dao.queries.ideas.hiding import is_hidden
from dao.queries.ideas.pages import outcomes_shown


class TellAuthors:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def tell(self) -> int:
        """Of polls and proposals that everybody sees by now. Returns: how many outcomes were told of."""
        told, waiting = 0, select(IdeaOutcome).where(IdeaOutcome.told_at.is_(None)).limit(100)
        with self._db.read() as session:
            if session.scalars(waiting).first() is None:
                return 0
        with self._db.write() as session:
            for outcome in session.scalars(waiting.with_for_update()).all():
                if not any(shown.number == outcome.number for shown in outcomes_shown(session, outcome)):
                    continue
                outcome.told_at = self._clock.now()
                idea = session.get_one(Idea, outcome.idea_id)
                tell(session, idea, outcome.kind, outcome.number, str(outcome.number), [idea.author], outcome.told_at)
                told += 1
        return told


def tell_of_comment(session: Session, idea: Idea, comment: IdeaComment, now: datetime) -> None:
    """The idea's author, and whoever began the thread: of one idea, each hears of the first of a day only."""
    day = business_date(now).isoformat()
    authors = {idea.author} - {comment.author}
    if comment.thread is not None:
        begun = session.get_one(IdeaComment, comment.thread).author
        tell(session, idea, "answer", comment.id, day, {begun} - {comment.author, idea.author}, now)
    tell(session, idea, "comment", comment.id, day, authors, now)


def tell(
    session: Session, idea: Idea, what: str, number: int, turn: str, authors: Collection[Address], now: datetime
) -> None:
    if not authors or is_hidden(session, idea):
        return
    community = community_of(session, idea.community)
    title_ja = idea.title_ja or idea.title_en
    event = IdeaProgressed(
        what, idea.id, number, turn, sorted(map(str, authors)), title_ja, idea.title_en, community.name_ja,
        community.name_en,
    )  # fmt: skip
    record(session, event, now)
