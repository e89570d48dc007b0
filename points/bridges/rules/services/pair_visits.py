"""Entry and exit of one visit, in whichever order they are told, and the minutes between them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from points.bridges.models import ConnectedService, ServiceEvent
from points.bridges.rules.deciding import Happening
from points.bridges.rules.models import Visit
from points.bridges.rules.terms import PAIRED
from points.bridges.services.receive_event import CONTENT
from points.ports import Cipher

_BEGINS = {begin: (mark, name) for begin, mark, name in PAIRED.values()}


class PairVisits:
    def __init__(self, cipher: Cipher) -> None:
        self.cipher = cipher

    def note(self, session: Session, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Keep the entry. Returns: the exit of the same visit, as it was told, if it came before."""
        if body["type"] not in _BEGINS:
            return None
        visit = self._visit(session, body["service_id"], body["account"], body["data"][_BEGINS[body["type"]][0]])
        if visit.began_at is None:
            visit.began_at = datetime.fromisoformat(body["occurred_at"])
        event = session.get(ServiceEvent, visit.end_event) if visit.end_event else None
        if event is None or event.content_sealed is None or event.occurred_at is None:
            return None
        service = session.get_one(ConnectedService, event.service_id)
        content = json.loads(self.cipher.open(CONTENT, event.content_sealed, service.client_id))
        ended = {"event_row_id": event.id, "type": event.type, "municipality": str(event.municipality)}
        return {**body, **ended, "occurred_at": event.occurred_at.isoformat(), "data": content["data"]}

    def end(self, session: Session, body: Mapping[str, Any]) -> None:
        """Keep the exit."""
        if body["type"] in PAIRED:
            visit = self._visit(session, body["service_id"], body["account"], body["data"][PAIRED[body["type"]][1]])
            if visit.ended_at is None:
                visit.ended_at, visit.end_event = datetime.fromisoformat(body["occurred_at"]), body["event_row_id"]
                session.flush()

    def timed(self, session: Session, service_id: int, account: Address, event: Happening) -> Happening:
        """The same with the minutes since the entry, where the service did not tell them and the entry is known."""
        if event.type not in PAIRED or PAIRED[event.type][2] in event.data:
            return event
        _, mark, name = PAIRED[event.type]
        minutes = self._visit(session, service_id, account, event.data[mark]).minutes
        return event if minutes is None else replace(event, data={**event.data, name: minutes})

    def _visit(self, session: Session, service_id: int, account: str, mark: str) -> Visit:
        key = {"service_id": service_id, "account": account, "mark": sha256(mark.encode()).digest()}
        visit = session.scalar(select(Visit).filter_by(**key).with_for_update())
        if visit is None:
            visit = Visit(**key)
            session.add(visit)
            session.flush()
        return visit
