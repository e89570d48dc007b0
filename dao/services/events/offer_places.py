"""Offers free places to the waiting list, and takes back those whose time to confirm is over."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.events import record
from dao.models.events import CommunityEvent, EventReply, ReplyState, offers_due
from dao.services.events.loading import locked_event, messages, replies_of


class OfferPlaces:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def offer_all(self) -> int:
        """Of every coming event with somebody on its waiting list. Returns: how many parties were told something."""
        now = unix(self._clock.now())
        waiting = or_(EventReply.state == ReplyState.WAITING, EventReply.offered_until <= now)
        wanted = (
            select(CommunityEvent.id)
            .join(EventReply, EventReply.event_id == CommunityEvent.id)
            .where(CommunityEvent.called_off_at.is_(None), CommunityEvent.begins_at > now, waiting)
            .distinct()
        )
        with self._db.read() as session:
            numbers = session.scalars(wanted).all()
        return sum(self._offer(number) for number in numbers)

    def _offer(self, number: int) -> int:
        with self._db.write() as session:
            event = locked_event(session, number)
            return self.lapse(session, event) + self.offer(session, event)

    def lapse(self, session: Session, event: CommunityEvent) -> int:
        """In the caller's transaction, which holds the event's lock."""
        now, over = self._clock.now(), []
        for reply in replies_of(session, event.id):
            if reply.state == ReplyState.OFFERED and (reply.offered_until or 0) <= unix(now):
                reply.state, reply.offered_until = ReplyState.LAPSED, None
                over.append(reply)
                for told in messages(event, "place_lapsed", reply.turn, [reply.account]):
                    record(session, told, now)
        session.flush()
        return len(over)

    def offer(self, session: Session, event: CommunityEvent) -> int:
        """In the caller's transaction, which holds the event's lock."""
        now = self._clock.now()
        if event.called_off_at is not None or unix(now) >= event.begins_at:
            return 0
        replies = {reply.id: reply for reply in replies_of(session, event.id)}
        due = offers_due(event.capacity, [reply.standing for reply in replies.values()])
        until = min(unix(now) + event.confirm_hours * 3600, event.begins_at)
        for key in due:
            reply = replies[key]
            reply.state, reply.offered_until = ReplyState.OFFERED, until
            for told in messages(event, "place_offered", reply.turn, [reply.account], until=until):
                record(session, told, now)
        session.flush()
        return len(due)
