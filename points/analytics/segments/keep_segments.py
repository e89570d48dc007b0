"""An officer names conditions, sees how many meet them, keeps them, and sets them aside."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, MunicipalityCode
from points.analytics.k_anonymity import is_small
from points.analytics.segments.conditions import Conditions
from points.analytics.segments.people import SegmentPeople
from points.errors import SegmentRefused
from points.models.saved_segment import LONGEST_SEGMENT, SavedSegment, SegmentMessage
from points.services.campaigns.open_terms import plain_text


class KeepSegments:
    """Does not check that the officer may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, people: SegmentPeople) -> None:
        self.db = db
        self.clock = clock
        self.people = people

    def count(self, town: MunicipalityCode, asked: Conditions) -> int | None:
        """None: one to four, who could be somebody. Raises: Invalid naming the field; NotFound."""
        found = len(self._persons(town, asked))
        return None if is_small(found) else found

    def keep(self, town: MunicipalityCode, officer: Address, name: str, asked: Conditions) -> int:
        """Returns: its id. Raises: Invalid naming the field; NotFound."""
        shown = plain_text("name", name, LONGEST_SEGMENT)
        if not shown:
            raise Invalid("name", "empty")
        self._persons(town, asked)  # conditions that can be asked
        with self.db.write() as session:
            row = SavedSegment(
                municipality=town,
                name=shown,
                conditions=asked.as_json(),
                created_by=officer,
                created_at=self.clock.now(),
            )
            session.add(row)
            session.flush()
            return row.id

    def retire(self, town: MunicipalityCode, segment_id: int) -> None:
        """Raises: NotFound, also for another town's."""
        with self.db.write() as session:
            own_segment(session, town, segment_id).retired_at = self.clock.now()

    def for_campaign(self, town: MunicipalityCode, segment_id: int) -> frozenset[Address]:
        """The people, for a grant that shows nobody who they are. Raises: NotFound; SegmentRefused (too_small,
        set_aside)."""
        with self.db.read() as session:
            row = own_segment(session, town, segment_id)
        if row.retired_at is not None:
            raise SegmentRefused("set_aside")
        people = self._persons(town, Conditions.of_json(row.conditions))
        if not people or is_small(len(people)):
            raise SegmentRefused("too_small")
        return people

    def _persons(self, town: MunicipalityCode, asked: Conditions) -> frozenset[Address]:
        asked.check()
        with self.db.read() as session:
            found = self.people.find(session, town, asked)
        return frozenset(self.people.persons(found))


def own_segment(session: Session, town: MunicipalityCode, segment_id: int) -> SavedSegment:
    """Raises: NotFound, also for another town's."""
    row = session.get(SavedSegment, segment_id)
    if row is None or row.municipality != town:
        raise NotFound("segment", segment_id)
    return row


def segments_of_town(session: Session, town: MunicipalityCode) -> list[SavedSegment]:
    """In use, newest first."""
    here = SavedSegment.municipality == town, SavedSegment.retired_at.is_(None)
    return list(session.scalars(select(SavedSegment).where(*here).order_by(SavedSegment.id.desc())))


def messages_of_town(session: Session, town: MunicipalityCode, most: int = 50) -> list[SegmentMessage]:
    """Newest first."""
    sent = select(SegmentMessage).where(SegmentMessage.municipality == town)
    return list(session.scalars(sent.order_by(SegmentMessage.id.desc()).limit(most)))
