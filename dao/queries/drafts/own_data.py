"""What drafts hold about one person, for the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from dao.models.drafts import DraftAuthor, DraftVersion


def own_drafts(session: Session, person: Address) -> OwnData:
    versions = (
        select(DraftVersion.draft_id, DraftVersion.number, DraftVersion.fields, DraftVersion.saved_at)
        .where(DraftVersion.editor == person)
        .order_by(DraftVersion.id)
    )
    joined = (
        select(DraftAuthor.draft_id, DraftAuthor.invited_by, DraftAuthor.joined_at)
        .where(DraftAuthor.person == person)
        .order_by(DraftAuthor.id)
    )
    return {"draft_versions": plain_rows(session, versions), "drafts_joined": plain_rows(session, joined)}
