"""What becomes of events that were taken: whose account is meant, and on to whatever gives rewards, once each. A ticket
that was used is checked in by the same transaction. The service is told how it ended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import MusubiError
from chain.events import record
from chain.ids import Address
from points.bridges.catalogue.message_types import EVENT_PROCESSED, EVENT_PUT_ASIDE
from points.bridges.catalogue.types import TICKET_USED
from points.bridges.errors import SubjectUnknown, TicketNotUsed
from points.bridges.events import ServiceEventReceived
from points.bridges.models import ConnectedService, EventState, ServiceEvent, ServiceState
from points.bridges.ports import SubjectDirectory, TicketDesk, TicketUse
from points.bridges.sandbox import is_known_test_subject, is_test_subject
from points.bridges.services.queue_message import QueueMessage
from points.bridges.services.receive_event import CONTENT, SUBJECT
from points.ports import Cipher

_MOST_A_RUN = 500


class HandOnEvents:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        cipher: Cipher,
        subjects: SubjectDirectory,
        messages: QueueMessage,
        tickets: TicketDesk,
    ) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher
        self.subjects = subjects
        self.messages = messages
        self.tickets = tickets

    def hand_on(self) -> int:
        """How many events were looked at."""
        if not self._is_waiting():
            return 0
        return next((done for done in range(_MOST_A_RUN) if not self._next()), _MOST_A_RUN)

    def _is_waiting(self) -> bool:
        with self.db.read() as session:
            waiting = select(ServiceEvent.id).where(ServiceEvent.state == EventState.WAITING).limit(1)
            return session.scalar(waiting) is not None

    def _next(self) -> bool:
        waiting = select(ServiceEvent).where(ServiceEvent.state == EventState.WAITING).order_by(ServiceEvent.id)
        with self.db.write() as session:
            event = session.scalar(waiting.limit(1).with_for_update(skip_locked=True))
            if event is None:
                return False
            service = session.get_one(ConnectedService, event.service_id)
            try:
                self._settle(session, service, event)
            except (SubjectUnknown, TicketNotUsed) as error:
                _put_aside(event, error.reason)
            except MusubiError:  # what was sealed cannot be opened: the others must not wait for it
                _put_aside(event, "unreadable")
            event.done_at = self.clock.now()
            self._answer(session, service, event)
            return True

    def _answer(self, session: Session, service: ConnectedService, event: ServiceEvent) -> None:
        said = {"event": event.event_id, "event_type": event.type}
        if event.state == EventState.DEAD:
            self.messages.queue(session, service, EVENT_PUT_ASIDE, said | {"reason": event.reason})
        else:
            self.messages.queue(session, service, EVENT_PROCESSED, said | {"result": str(event.state)})

    def _settle(self, session: Session, service: ConnectedService, event: ServiceEvent) -> None:
        """Raises: SubjectUnknown, TicketNotUsed."""
        if service.state == ServiceState.STOPPED:
            raise SubjectUnknown("stopped")
        sealed = event.subject_sealed
        subject = self.cipher.open(SUBJECT, sealed, service.client_id).decode() if sealed else ""
        if not subject:
            raise SubjectUnknown("missing")
        if is_test_subject(subject):
            if not is_known_test_subject(subject):
                raise SubjectUnknown("unknown_member")
            event.state, event.subject_sealed = EventState.TESTED, None
            return
        if service.state == ServiceState.TEST:
            raise SubjectUnknown("test_mode")
        self._tell(session, service, event, self.subjects.find(session, service.client_id, subject))

    def _tell(self, session: Session, service: ConnectedService, event: ServiceEvent, account: Address) -> None:
        assert event.content_sealed is not None and event.occurred_at is not None
        content = json.loads(self.cipher.open(CONTENT, event.content_sealed, service.client_id))
        if event.type == TICKET_USED:
            self.tickets.use(session, service, account, _use(service, event, content["data"]))
        received = ServiceEventReceived(
            event_row_id=event.id,
            service_id=service.id,
            client_id=service.client_id,
            event_id=event.event_id,
            type=event.type,
            account=account,
            municipality=str(event.municipality),
            occurred_at=event.occurred_at.isoformat(),
            data=content["data"],
        )
        record(session, received, self.clock.now())
        event.state, event.account, event.subject_sealed = EventState.HANDED_ON, account, None


def _use(service: ConnectedService, event: ServiceEvent, data: Mapping[str, Any]) -> TicketUse:
    key = hashlib.sha256(f"{service.client_id}.{event.event_id}".encode()).hexdigest()
    assert event.occurred_at is not None
    return TicketUse(key, data["ticket"], data["count"], data.get("part"), event.occurred_at)


def _put_aside(event: ServiceEvent, reason: str) -> None:
    event.state, event.reason = EventState.DEAD, reason
