"""Ideas and comments by their numbers, and who may write on a board."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from dao.errors import CommunityUnknown
from dao.models import Community
from dao.models.ideas import Idea, IdeaComment
from dao.models.ideas.errors import CommentUnknown, IdeaHidden, IdeaMerged, IdeaUnknown, MembersOnly
from dao.queries.ideas.hiding import is_hidden
from dao.queries.membership.belonging import Belonging


def community_of(session: Session, slug: str) -> Community:
    """Raises: CommunityUnknown."""
    row = session.scalar(select(Community).filter_by(slug=slug))
    if row is None:
        raise CommunityUnknown(slug)
    return row


def require_member(session: Session, belonging: Belonging, slug: str, person: Address) -> None:
    """Raises: CommunityUnknown, MembersOnly."""
    if not belonging.belongs(session, community_of(session, slug), person):
        raise MembersOnly(slug, person)


def idea_of(session: Session, number: int, *, for_update: bool = False) -> Idea:
    """Raises: IdeaUnknown."""
    idea = session.get(Idea, number, with_for_update=for_update or None)
    if idea is None:
        raise IdeaUnknown(number)
    return idea


def unmerged_idea(session: Session, number: int) -> Idea:
    """Held for writing. Raises: IdeaUnknown, IdeaMerged."""
    idea = idea_of(session, number, for_update=True)
    if idea.merged_into is not None:
        raise IdeaMerged(number, idea.merged_into)
    return idea


def open_idea(session: Session, belonging: Belonging, number: int, member: Address) -> Idea:
    """Held for writing by somebody who belongs there. Raises: IdeaUnknown, MembersOnly, IdeaMerged, IdeaHidden."""
    idea = unmerged_idea(session, number)
    require_member(session, belonging, idea.community, member)
    if is_hidden(session, idea):
        raise IdeaHidden(number)
    return idea


def comment_of(session: Session, idea: int, number: int) -> IdeaComment:
    """Raises: CommentUnknown, also for a comment on another idea."""
    comment = session.get(IdeaComment, number)
    if comment is None or comment.idea_id != idea:
        raise CommentUnknown(number)
    return comment
