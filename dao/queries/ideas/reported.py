"""Ideas and comments as moderators find them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from dao.models.ideas import Idea, IdeaComment
from dao.models.moderation import Reported, ShownToAll


class ReportedIdea(ShownToAll):
    def find(self, session: Session, number: int) -> Reported | None:
        idea = session.get(Idea, number)
        if idea is None:
            return None
        words = [part for part in (idea.title_ja, idea.title_en, idea.body_ja, idea.body_en) if part]
        return Reported(idea.community, idea.author, "\n\n".join(words))


class ReportedComment(ShownToAll):
    def find(self, session: Session, number: int) -> Reported | None:
        comment = session.get(IdeaComment, number)
        idea = session.get(Idea, comment.idea_id) if comment is not None else None
        if comment is None or idea is None:
            return None
        return Reported(idea.community, comment.author, comment.body)
