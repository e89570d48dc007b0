"""Tells those who came, after the event, that its survey waits for them; once for each survey."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.events import record
from dao.models.events import CommunityEvent, EventReply
from dao.models.surveys import Survey
from dao.services.events.loading import locked_event, messages


class AskGuests:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def ask(self) -> int:
        """Of every event that is over and whose survey is open now. Returns: how many people were told."""
        now = unix(self._clock.now())
        wanted = (
            select(CommunityEvent.id)
            .join(Survey, Survey.id == CommunityEvent.survey_id)
            .where(
                CommunityEvent.called_off_at.is_(None),
                CommunityEvent.ends_at <= now,
                or_(CommunityEvent.told_survey.is_(None), CommunityEvent.told_survey != CommunityEvent.survey_id),
                Survey.published_at.is_not(None),
                Survey.opens_at <= now,
                Survey.closes_at > now,
            )
        )
        with self._db.read() as session:
            numbers = session.scalars(wanted).all()
        return sum(self._ask(number) for number in numbers)

    def _ask(self, number: int) -> int:
        with self._db.write() as session:
            event = locked_event(session, number)
            survey = session.get(Survey, event.survey_id) if event.survey_id is not None else None
            if survey is None or event.told_survey == survey.id:
                return 0
            event.told_survey = survey.id
            return self._tell(session, event, survey)

    def _tell(self, session: Session, event: CommunityEvent, survey: Survey) -> int:
        came = select(EventReply.account).where(EventReply.event_id == event.id, EventReply.came_at.is_not(None))
        guests = session.scalars(came).all()
        for told in messages(event, "survey", survey.id, guests, until=survey.closes_at, survey=survey.id):
            record(session, told, self._clock.now())
        return len(guests)
