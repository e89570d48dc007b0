"""Tells members that the planned day of a draft they can read has moved. Run by the scheduler."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.events import record
from dao.events import PlanMoved
from dao.models.drafts import Draft, DraftVersion
from dao.queries.drafts.pages import newest_of
from dao.queries.membership.belonging import Belonging
from dao.queries.moderation.subjects import community_of
from dao.services.drafts.keep_draft import PLANNED

SETTLED_AFTER = timedelta(hours=1)  # so that somebody who tries several days tells the members once
_AT_ONCE = 500


class AnnouncePlans:
    def __init__(self, db: Database, clock: Clock, belonging: Belonging) -> None:
        self._db = db
        self._clock = clock
        self._belonging = belonging

    def announce(self) -> int:
        """Returns: how many moves were told of. The day with which a draft was first shown is no move."""
        told = 0
        with self._db.write() as session:
            shown = select(Draft).where(Draft.is_open, Draft.proposal_row.is_(None)).with_for_update()
            for draft in session.scalars(shown.order_by(Draft.id)).all():
                newest = newest_of(session, draft)
                planned = newest.fields.get(PLANNED, "")
                if draft.announced_plan is None:
                    draft.announced_plan = planned
                elif draft.announced_plan != planned and newest.saved_at <= self._clock.now() - SETTLED_AFTER:
                    self._tell(session, draft, newest, planned)
                    told += 1
        return told

    def _tell(self, session: Session, draft: Draft, newest: DraftVersion, planned: str) -> None:
        community, old, now = community_of(session, draft.community), draft.announced_plan or "", self._clock.now()
        title_ja, title_en = newest.fields.get("title_ja", ""), newest.fields.get("title_en", "")
        draft.announced_plan = planned
        people = sorted(map(str, self._belonging.everyone(session, community) - {newest.editor}))
        for start in range(0, len(people), _AT_ONCE):
            event = PlanMoved(
                draft.id, draft.versions, people[start : start + _AT_ONCE], old, planned, title_ja or title_en,
                title_en, community.name_ja, community.name_en,
            )  # fmt: skip
            record(session, event, now)
