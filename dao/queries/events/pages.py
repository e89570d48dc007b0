"""What the pages of events show. Read only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address
from dao.errors import EventUnknown
from dao.models import Community
from dao.models.events import CommunityEvent, EventReply, ReplyState

_MOST = 200


class EventState(StrEnum):
    OPEN = "open"
    FULL = "full"  # the waiting list takes replies
    UNDER_WAY = "under_way"
    OVER = "over"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class EventView:
    event: CommunityEvent
    community: Community
    state: EventState
    taken: int  # places
    waiting: int  # parties

    @property
    def free(self) -> int:
        return max(0, self.event.capacity - self.taken)


@dataclass(frozen=True, slots=True)
class EventPage:
    view: EventView
    own: EventReply | None
    before_own: int  # parties on the waiting list before the reader's


class EventPages:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def coming(self, towns: Sequence[str] = ()) -> list[EventView]:
        """Those not over yet, the next first; only of these towns, if any are named."""
        return self._views(CommunityEvent.ends_at > unix(self._clock.now()), towns)

    def past(self, towns: Sequence[str] = (), most: int = 6) -> list[EventView]:
        """The newest first; what was called off is left out."""
        over = (CommunityEvent.ends_at <= unix(self._clock.now())) & CommunityEvent.called_off_at.is_(None)
        found = select(CommunityEvent).where(over)
        if towns:
            found = found.where(CommunityEvent.municipality.in_(towns))
        newest = found.order_by(CommunityEvent.begins_at.desc(), CommunityEvent.id.desc()).limit(most)
        with self._db.read() as session:
            return self._seen(session, session.scalars(newest).all())

    def between(self, begin: int, end: int, towns: Sequence[str] = ()) -> list[EventView]:
        """Those that go on at some time of [begin, end), unix seconds."""
        return self._views((CommunityEvent.begins_at < end) & (CommunityEvent.ends_at > begin), towns)

    def coming_of(self, slug: str) -> list[EventView]:
        """Of one community, not over yet, the next first."""
        coming = CommunityEvent.ends_at > unix(self._clock.now())
        return self._views((CommunityEvent.community == slug) & coming, ())

    def of_community(self, slug: str) -> list[EventView]:
        """Also those that are over, the first one first."""
        return self._views(CommunityEvent.community == slug, ())

    def of_town(self, code: str) -> list[EventView]:
        """All that a town wrote, the newest first."""
        return self._views(CommunityEvent.community != "", [code])[::-1]

    def of_person(self, account: Address) -> list[EventPage]:
        """Those somebody has a place at or waits for, that are not over."""
        with self._db.read() as session:
            wanted = (
                select(CommunityEvent.id)
                .join(EventReply, EventReply.event_id == CommunityEvent.id)
                .where(
                    EventReply.account == account,
                    EventReply.state.in_((ReplyState.GOING, ReplyState.OFFERED, ReplyState.WAITING)),
                    CommunityEvent.ends_at > unix(self._clock.now()),
                )
                .order_by(CommunityEvent.begins_at)
            )
            return [self._page(session, number, account) for number in session.scalars(wanted).all()]

    def event(self, number: int, reader: Address | None) -> EventPage:
        """Raises: EventUnknown."""
        with self._db.read() as session:
            return self._page(session, number, reader)

    def _page(self, session: Session, number: int, reader: Address | None) -> EventPage:
        event = session.get(CommunityEvent, number)
        if event is None:
            raise EventUnknown(number)
        (view,) = self._seen(session, [event])
        own = session.scalar(select(EventReply).filter_by(event_id=number, account=reader)) if reader else None
        before = 0
        if own is not None and own.state == ReplyState.WAITING:
            earlier = select(func.count()).select_from(EventReply).where(
                EventReply.event_id == number, EventReply.state == ReplyState.WAITING, EventReply.turn < own.turn
            )  # fmt: skip
            before = session.scalar(earlier) or 0
        return EventPage(view, own, before)

    def _views(self, wanted: object, towns: Sequence[str]) -> list[EventView]:
        found = select(CommunityEvent).where(wanted)  # type: ignore[arg-type]
        if towns:
            found = found.where(CommunityEvent.municipality.in_(towns))
        with self._db.read() as session:
            events = session.scalars(found.order_by(CommunityEvent.begins_at, CommunityEvent.id).limit(_MOST)).all()
            return self._seen(session, events)

    def _seen(self, session: Session, events: Sequence[CommunityEvent]) -> list[EventView]:
        numbers = [event.id for event in events]
        holds = EventReply.state.in_((ReplyState.GOING, ReplyState.OFFERED))
        counts = (
            select(
                EventReply.event_id,
                func.sum(case((holds, 1 + EventReply.companions), else_=0)).label("taken"),
                func.sum(case((EventReply.state == ReplyState.WAITING, 1), else_=0)).label("waiting"),
            )
            .where(EventReply.event_id.in_(numbers))
            .group_by(EventReply.event_id)
        )
        counted = {row.event_id: (int(row.taken), int(row.waiting)) for row in session.execute(counts)}
        slugs = {event.community for event in events}
        communities = {row.slug: row for row in session.scalars(select(Community).where(Community.slug.in_(slugs)))}
        now = unix(self._clock.now())
        views = []
        for event in events:
            taken, waiting = counted.get(event.id, (0, 0))
            state = _state(event, now, taken)
            views.append(EventView(event, communities[event.community], state, taken, waiting))
        return views


def _state(event: CommunityEvent, now: int, taken: int) -> EventState:
    if event.called_off_at is not None:
        return EventState.CALLED_OFF
    if now >= event.ends_at:
        return EventState.OVER
    if now >= event.begins_at:
        return EventState.UNDER_WAY
    return EventState.FULL if taken >= event.capacity else EventState.OPEN
