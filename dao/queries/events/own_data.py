"""What events hold about one person, for the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.events import CommunityEvent, EventReply
from dao.models.events.photos import EventPhoto


def event_data(session: Session, person: Address) -> OwnData:
    replies = (
        select(
            CommunityEvent.title_ja, CommunityEvent.begins_at, EventReply.state, EventReply.companions,
            EventReply.home, EventReply.replied_at, EventReply.came, EventReply.came_at,
        )
        .join(CommunityEvent, CommunityEvent.id == EventReply.event_id)
        .where(EventReply.account == person)
        .order_by(EventReply.id)
    )  # fmt: skip
    photos = (
        select(CommunityEvent.title_ja, EventPhoto.description, EventPhoto.picture, EventPhoto.added_at)
        .join(CommunityEvent, CommunityEvent.id == EventPhoto.event_id)
        .where(EventPhoto.added_by == person)
        .order_by(EventPhoto.id)
    )
    written = (
        select(
            CommunityEvent.community, CommunityEvent.title_ja, CommunityEvent.title_en, CommunityEvent.body_ja,
            CommunityEvent.body_en, CommunityEvent.begins_at, CommunityEvent.created_at,
        )
        .where(CommunityEvent.written_by == person)
        .order_by(CommunityEvent.id)
    )  # fmt: skip
    return {
        "event_replies": plain_rows(session, replies),
        "event_photos": plain_rows(session, photos),
        "events_written": plain_rows(session, written),
    }
