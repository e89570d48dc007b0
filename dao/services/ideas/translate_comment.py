"""Write a comment in its other language; any member may, once, and is named for it."""

from __future__ import annotations

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from dao.models.ideas.errors import CommentHidden, CommentTranslated
from dao.models.ideas.words import check_comment
from dao.queries.ideas.finding import comment_of, open_idea
from dao.queries.ideas.hiding import COMMENT
from dao.queries.membership.belonging import Belonging
from dao.queries.moderation.states import hidden_among


class TranslateComment:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def translate(self, idea: int, number: int, translator: Address, body: str) -> None:
        """Raises: IdeaUnknown, CommentUnknown, MembersOnly, IdeaMerged, IdeaHidden, CommentHidden, CommentTranslated,
        Invalid (body)."""
        body = check_comment(body)
        with self._db.write() as session:
            open_idea(session, self._belonging, idea, translator)
            comment = comment_of(session, idea, number)
            if hidden_among(session, COMMENT, [number]):
                raise CommentHidden(number)
            if comment.translation:
                raise CommentTranslated(number)
            comment.translation, comment.translated_by, comment.translated_at = body, translator, self._clock.now()
