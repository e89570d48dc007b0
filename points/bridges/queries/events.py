"""The log of a service's events: newest first, and one of them with all that is still known of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from points.bridges.models import ConnectedService, EventState, ServiceEvent
from points.bridges.problem import Problem
from points.bridges.services.receive_event import CONTENT
from points.ports import Cipher

PAGE = 50


@dataclass(frozen=True, slots=True)
class EventPage:
    events: Sequence[ServiceEvent]
    older_than: int  # for the next page; 0: this is the last


@dataclass(frozen=True, slots=True)
class EventView:
    event: ServiceEvent
    content: str  # indented JSON; empty when it was forgotten or never kept

    @property
    def problems(self) -> list[Problem]:
        return [Problem.of_row(row) for row in self.event.problems]


def list_events(session: Session, service_id: int, state: EventState | None, older_than: int = 0) -> EventPage:
    mine = select(ServiceEvent).where(ServiceEvent.service_id == service_id)
    mine = mine.where(ServiceEvent.state == state) if state else mine
    mine = mine.where(ServiceEvent.id < older_than) if older_than else mine
    rows = session.scalars(mine.order_by(ServiceEvent.id.desc()).limit(PAGE + 1)).all()
    return EventPage(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else 0)


def find_event(session: Session, cipher: Cipher, service: ConnectedService, event_id: int) -> EventView:
    """Raises: NotFound, also for another service's."""
    event = session.get(ServiceEvent, event_id)
    if event is None or event.service_id != service.id:
        raise NotFound("event", event_id)
    if event.content_sealed is None:
        return EventView(event, "")
    content = json.loads(cipher.open(CONTENT, event.content_sealed, service.client_id))
    return EventView(event, json.dumps(content, ensure_ascii=False, indent=2))
