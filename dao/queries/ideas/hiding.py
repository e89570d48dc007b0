"""What moderators hid: its words leave no query of the board, its reason does. A hidden idea has no title or text, a
hidden comment no body."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from dao.models.ideas import Idea, IdeaComment
from dao.models.moderation import ModerationAct
from dao.queries.moderation.states import hidden_among

IDEA, COMMENT = "idea", "idea_comment"  # names of kinds for moderators


def is_hidden(session: Session, idea: Idea) -> bool:
    return bool(hidden_among(session, IDEA, [idea.id]))


def without_hidden_words(session: Session, ideas: Iterable[Idea | None]) -> dict[int, ModerationAct]:
    """Those that are hidden, with the act that says why. The session forgets them: nothing of this is written."""
    found = {idea.id: idea for idea in ideas if idea is not None}
    hidden = hidden_among(session, IDEA, list(found))
    for number in hidden:
        idea = found[number]
        session.expunge(idea)
        idea.title_ja = idea.title_en = idea.body_ja = idea.body_en = ""
    return hidden


def without_hidden_bodies(session: Session, comments: Iterable[IdeaComment]) -> dict[int, ModerationAct]:
    """As above, for comments."""
    found = {comment.id: comment for comment in comments}
    hidden = hidden_among(session, COMMENT, list(found))
    for number in hidden:
        session.expunge(found[number])
        found[number].body = found[number].translation = ""
    return hidden
