"""Lets people in at the door of an event, by the code on their phone, once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from dao.errors import AlreadyIn, EventClosed, EventReplyUnknown, EventUnknown, NotAtThisDoor
from dao.models.events import CommunityEvent, EventHelper, EventReply, ReplyState
from dao.services.events.loading import locked_event

DOORS_OPEN_SECONDS = 6 * 3600  # before the event begins


@dataclass(frozen=True, slots=True)
class Guest:
    """Who stands at the door."""

    event: CommunityEvent
    reply: EventReply


class LetIn:
    """Whoever holds the event may, which the caller says by `is_host`, and whoever was made a helper."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def require_helper(self, number: int, by: Address, *, is_host: bool) -> CommunityEvent:
        """Raises: EventUnknown, NotAtThisDoor."""
        with self._db.read() as session:
            event = session.get(CommunityEvent, number)
            return _at_door(session, event, number, by, is_host)

    def look(self, number: int, code: str, by: Address, *, is_host: bool) -> Guest:
        """Who shows this code, before they are let in. Raises: as `let_in`, but for `came`."""
        event = self.require_helper(number, by, is_host=is_host)
        with self._db.read() as session:
            return Guest(event, self._reply(session, event, code))

    def let_in(self, number: int, code: str, came: int, by: Address, *, is_host: bool) -> None:
        """So many of the party.

        Raises: EventUnknown, NotAtThisDoor, EventReplyUnknown, EventClosed (called_off, too_early, over, no_place),
        AlreadyIn, Invalid (came).
        """
        with self._db.write() as session:
            event = _at_door(session, locked_event(session, number), number, by, is_host)
            reply = self._reply(session, event, code)
            if not 1 <= came <= reply.party:
                raise Invalid("came", "one_to", most=reply.party)
            reply.came, reply.came_at, reply.let_in_by = came, self._clock.now(), by

    def add_helper(self, number: int, municipality: MunicipalityCode, helper: Address) -> None:
        """Raises: EventUnknown."""
        with self._db.write() as session:
            event = locked_event(session, number, str(municipality))
            if session.get(EventHelper, (event.id, helper)) is None:
                session.add(EventHelper(event_id=event.id, account=helper, added_at=self._clock.now()))

    def remove_helper(self, number: int, municipality: MunicipalityCode, helper: Address) -> None:
        """Raises: EventUnknown."""
        with self._db.write() as session:
            event = locked_event(session, number, str(municipality))
            known = session.get(EventHelper, (event.id, helper))
            if known is not None:
                session.delete(known)

    def _reply(self, session: Session, event: CommunityEvent, code: str) -> EventReply:
        now, plain = unix(self._clock.now()), "".join(code.split()).upper()
        reply = session.scalar(select(EventReply).filter_by(event_id=event.id, code=plain))
        if reply is None:
            raise EventReplyUnknown(event.id)
        if event.called_off_at is not None:
            raise EventClosed(event.id, "called_off")
        if now < event.begins_at - DOORS_OPEN_SECONDS:
            raise EventClosed(event.id, "too_early")
        if now >= event.ends_at:
            raise EventClosed(event.id, "over")
        if reply.came_at is not None:
            raise AlreadyIn(event.id, reply.came_at)
        if reply.state != ReplyState.GOING:
            raise EventClosed(event.id, "no_place")
        return reply


def _at_door(session: Session, event: CommunityEvent | None, number: int, by: Address, is_host: bool) -> CommunityEvent:
    if event is None:
        raise EventUnknown(number)
    if not is_host and session.get(EventHelper, (number, by)) is None:
        raise NotAtThisDoor(number, by)
    return event
