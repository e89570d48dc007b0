"""Say something about an idea, or answer what somebody said. Two levels: an answer to an answer stands beside it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.models.ideas import IdeaComment
from dao.models.ideas.errors import TooManyComments
from dao.models.ideas.words import check_comment
from dao.queries.ideas.finding import comment_of, open_idea
from dao.queries.membership.belonging import Belonging
from dao.services.ideas.tell_authors import tell_of_comment

COMMENTS_AN_HOUR = 30


class CommentIdea:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def comment(self, number: int, author: Address, body: str, answered: int | None = None) -> int:
        """The comment's number. `answered`: the comment it answers.

        Raises: IdeaUnknown, CommentUnknown, MembersOnly, IdeaMerged, IdeaHidden, Invalid (body), TooManyComments.
        """
        body = check_comment(body)
        with self._db.write() as session:
            idea = open_idea(session, self._belonging, number, author)
            self._require_patience(session, author)
            comment = IdeaComment(
                idea_id=number,
                thread=self._thread(session, number, answered),
                author=author,
                body=body,
                created_at=self._clock.now(),
            )
            session.add(comment)
            idea.comments += 1
            session.flush()
            tell_of_comment(session, idea, comment, comment.created_at)
            return comment.id

    def _thread(self, session: Session, idea: int, answered: int | None) -> int | None:
        if answered is None:
            return None
        comment = comment_of(session, idea, answered)
        return comment.thread or comment.id

    def _require_patience(self, session: Session, author: Address) -> None:
        since = self._clock.now() - timedelta(hours=1)
        own = select(func.count()).select_from(IdeaComment)
        own = own.where(IdeaComment.author == author, IdeaComment.created_at > since)
        if (session.scalar(own) or 0) >= COMMENTS_AN_HOUR:
            raise TooManyComments(COMMENTS_AN_HOUR)
