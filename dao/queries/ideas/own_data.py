"""What the idea board holds about one person, for the person."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.ideas import Idea, IdeaComment, IdeaSupport
from dao.models.ideas.attachments import IdeaAttachment


def idea_data(session: Session, person: Address) -> OwnData:
    ideas = (
        select(
            Idea.id, Idea.community, Idea.title_ja, Idea.title_en, Idea.body_ja, Idea.body_en, Idea.author,
            Idea.created_at, Idea.translated_by, Idea.translated_at,
        )
        .where(or_(Idea.author == person, Idea.translated_by == person))
        .order_by(Idea.id)
    )  # fmt: skip
    comments = (
        select(IdeaComment.idea_id, IdeaComment.body, IdeaComment.translation, IdeaComment.created_at)
        .where(IdeaComment.author == person)
        .order_by(IdeaComment.id)
    )
    translations = (
        select(IdeaComment.idea_id, IdeaComment.translation, IdeaComment.translated_at)
        .where(IdeaComment.translated_by == person)
        .order_by(IdeaComment.id)
    )
    supported = (
        select(IdeaSupport.idea_id, Idea.title_ja, Idea.title_en, IdeaSupport.supported_at)
        .join(Idea, Idea.id == IdeaSupport.idea_id)
        .where(IdeaSupport.supporter == person)
        .order_by(IdeaSupport.idea_id)
    )
    attachments = (
        select(IdeaAttachment.idea_id, IdeaAttachment.kind, IdeaAttachment.description, IdeaAttachment.added_at)
        .where(IdeaAttachment.added_by == person)
        .order_by(IdeaAttachment.id)
    )
    return {
        "ideas": plain_rows(session, ideas),
        "idea_comments": plain_rows(session, comments),
        "comments_you_translated": plain_rows(session, translations),
        "idea_attachments": plain_rows(session, attachments),
        "ideas_supported": plain_rows(session, supported),
    }
