"""Lets people in at the door of an event, by the code on their phone, once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

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
_LATEST = timedelta(days=2)  # until what was let in without a line is sent


@dataclass(frozen=True, slots=True)
class Guest:
    """Who stands at the door."""

    event: CommunityEvent
    reply: EventReply


@dataclass(frozen=True, slots=True)
class Expected:
    """Who may still come in: the hash of each code (SHA-256, hex) with the size of its party. No names."""

    event: CommunityEvent
    good_from: int  # unix seconds
    codes: Sequence[tuple[str, int]]


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
            reply = _reply(session, event, code)
            _require_good(event, reply, unix(self._clock.now()))
            return Guest(event, reply)

    def expected(self, number: int, by: Address, *, is_host: bool) -> Expected:
        """For a door that has no line. Raises: EventUnknown, NotAtThisDoor."""
        event = self.require_helper(number, by, is_host=is_host)
        coming = select(EventReply).where(
            EventReply.event_id == number, EventReply.state == ReplyState.GOING, EventReply.came_at.is_(None)
        )
        with self._db.read() as session:
            replies = session.scalars(coming.order_by(EventReply.id)).all()
        codes = [(hashlib.sha256(reply.code.encode()).hexdigest(), reply.party) for reply in replies]
        return Expected(event, event.begins_at - DOORS_OPEN_SECONDS, [] if event.called_off_at else codes)

    def let_in(
        self,
        number: int,
        code: str,
        came: int,
        by: Address,
        *,
        is_host: bool,
        nonce: str = "",
        at: datetime | None = None,
    ) -> Guest:
        """So many of the party. `nonce`: the same entry again changes nothing; `at`: when it happened, for a door that
        had no line, within the last two days.

        Raises: EventUnknown, NotAtThisDoor, EventReplyUnknown, EventClosed (called_off, too_early, over, no_place),
        AlreadyIn, Invalid (came).
        """
        now = self._clock.now()
        moment = now if at is None else max(min(at, now), now - _LATEST)
        with self._db.write() as session:
            event = _at_door(session, locked_event(session, number), number, by, is_host)
            reply = _reply(session, event, code)
            if nonce and reply.came_at is not None and reply.entry == nonce:
                return Guest(event, reply)
            _require_good(event, reply, unix(moment))
            if not 1 <= came <= reply.party:
                raise Invalid("came", "one_to", most=reply.party)
            reply.came, reply.came_at, reply.let_in_by, reply.entry = came, moment, by, nonce[:64]
            return Guest(event, reply)

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


def _reply(session: Session, event: CommunityEvent, code: str) -> EventReply:
    reply = session.scalar(select(EventReply).filter_by(event_id=event.id, code="".join(code.split()).upper()))
    if reply is None:
        raise EventReplyUnknown(event.id)
    return reply


def _require_good(event: CommunityEvent, reply: EventReply, moment: int) -> None:
    if event.called_off_at is not None:
        raise EventClosed(event.id, "called_off")
    if moment < event.begins_at - DOORS_OPEN_SECONDS:
        raise EventClosed(event.id, "too_early")
    if moment >= event.ends_at:
        raise EventClosed(event.id, "over")
    if reply.came_at is not None:
        raise AlreadyIn(event.id, reply.came_at)
    if reply.state != ReplyState.GOING:
        raise EventClosed(event.id, "no_place")


def _at_door(session: Session, event: CommunityEvent | None, number: int, by: Address, is_host: bool) -> CommunityEvent:
    if event is None:
        raise EventUnknown(number)
    if not is_host and session.get(EventHelper, (number, by)) is None:
        raise NotAtThisDoor(number, by)
    return event
