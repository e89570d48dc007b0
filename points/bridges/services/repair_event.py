"""Events that could not be handed on (届かなかったイベント): put right and tried again, or given up. And what is
forgotten in time."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, contains_my_number
from points.bridges.errors import EventNotFit
from points.bridges.models import ConnectedService, EventState, ServiceAct, ServiceActKind, ServiceEvent
from points.bridges.models.event import CONTENT_LIFE
from points.bridges.services.receive_event import SUBJECT
from points.ports import Cipher

_REFUSED_LIFE = timedelta(days=30)
_LONGEST = 200


class RepairEvent:
    """Does not check that the person may; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, cipher: Cipher) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher

    def replay(self, service: ConnectedService, event_id: int, actor: Address, subject: str = "") -> None:
        """Once more, for the person it named or for the one that is named now.

        Raises: NotFound (also another service's), EventNotFit, Invalid (subject).
        """
        words = subject.strip()
        if len(words) > _LONGEST or contains_my_number(words):
            raise Invalid("subject", "my_number" if len(words) <= _LONGEST else "too_long", max_length=_LONGEST)
        with self.db.write() as session:
            event = self._dead(session, service, event_id)
            if event.content_sealed is None or not (words or event.subject_sealed):
                raise EventNotFit("forgotten")
            if words:
                event.subject_sealed = self.cipher.seal(SUBJECT, words.encode(), service.client_id)
            event.state, event.reason, event.done_at = EventState.WAITING, "", None
            self._record(session, event, ServiceActKind.EVENT_REPLAYED, actor)

    def drop(self, service: ConnectedService, event_id: int, actor: Address) -> None:
        """Raises: NotFound (also another service's), EventNotFit."""
        with self.db.write() as session:
            event = self._dead(session, service, event_id)
            event.state, event.subject_sealed = EventState.DROPPED, None
            self._record(session, event, ServiceActKind.EVENT_DROPPED, actor)

    def forget_old(self) -> None:
        """What events said about people goes after a while; that they were there stays, so that none counts twice."""
        now = self.clock.now()
        old = ServiceEvent.received_at < now - CONTENT_LIFE
        with self.db.write() as session:
            gone = delete(ServiceEvent).where(
                ServiceEvent.state == EventState.REFUSED, ServiceEvent.received_at < now - _REFUSED_LIFE
            )
            session.execute(gone)
            forget = update(ServiceEvent).where(old, ServiceEvent.content_sealed.is_not(None))
            session.execute(forget.values(content_sealed=None, subject_sealed=None, headers={}))

    def _dead(self, session: Session, service: ConnectedService, event_id: int) -> ServiceEvent:
        mine = ServiceEvent.id == event_id, ServiceEvent.service_id == service.id
        event = session.scalar(select(ServiceEvent).where(*mine).with_for_update())
        if event is None:
            raise NotFound("event", event_id)
        if event.state != EventState.DEAD:
            raise EventNotFit(event.state)
        return event

    def _record(self, session: Session, event: ServiceEvent, kind: ServiceActKind, actor: Address) -> None:
        about = {"event": event.event_id}
        session.add(ServiceAct(service_id=event.service_id, kind=kind, actor=actor, detail=about, at=self.clock.now()))
