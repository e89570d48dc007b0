"""Takes an event from a service: who sent it, is it complete, was it there before. What follows happens later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import DomainError, MusubiError
from chain.ids import MunicipalityCode
from points.bridges.errors import EventIdReused, EventRefused, ServiceStopped, ServiceUnknown, SignatureRefused
from points.bridges.models import ConnectedService, EventState, ServiceEvent, ServiceState
from points.bridges.models.event import MOST_REFUSED
from points.bridges.queries.services import find_service
from points.bridges.reading import ReadEvent, check_event, read_event
from points.bridges.services.keep_secrets import KeepSecrets
from points.bridges.signatures import Signed, check
from points.ports import Cipher

CONTENT = "bridge_content"
SUBJECT = "bridge_subject"
_KEPT_HEADERS = ("content-type", "user-agent", "webhook-id", "webhook-timestamp")
_LONGEST_HEADER = 200


@dataclass(frozen=True, slots=True)
class Request:
    """`headers` by lower-case name."""

    client_id: str
    body: bytes
    headers: Mapping[str, str]

    @property
    def signed(self) -> Signed:
        return Signed(*(self.headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature")))


class ReceiveEvent:
    """`wall` is the clock that senders share with us; `clock` may have been moved forward for a trial."""

    def __init__(self, db: Database, clock: Clock, wall: Clock, cipher: Cipher, secrets: KeepSecrets) -> None:
        self.db = db
        self.clock = clock
        self.wall = wall
        self.cipher = cipher
        self.secrets = secrets

    def identify(self, request: Request) -> ConnectedService:
        """Who sent this, by its signature.

        Raises: ServiceUnknown, SignatureRefused.
        """
        if not request.client_id:
            raise ServiceUnknown("no_client")
        with self.db.read() as session:
            service = find_service(session, request.client_id)
            if service is None:
                raise ServiceUnknown("unknown_client")
            keys = self.secrets.valid(session, service)
        try:
            check(request.signed, request.body, keys, self.wall.now())
        except SignatureRefused as error:
            self._keep_refusal(service, request, error, None)
            raise
        return service

    def take(self, service: ConnectedService, request: Request) -> bool:
        """Keep the event; False when it was there already. The caller knows that `service` sent it.

        Raises: ServiceStopped, EventRefused, EventIdReused.
        """
        event: ReadEvent | None = None
        try:
            _check_open(service)
            event = read_event(request.body, request.headers)
            check_event(event, service.event_types, service.towns, max(self.clock.now(), self.wall.now()))
            return self._keep(service, request, event)
        except DomainError as error:
            self._keep_refusal(service, request, error, event)
            raise

    def _keep(self, service: ConnectedService, request: Request, event: ReadEvent) -> bool:
        try:
            with self.db.write() as session:
                found = _known(session, service, event)
                if found is None:
                    session.add(self._row(service, request, event))
                    return True
                return self._again(found, event)
        except IntegrityError:  # the same event at the same moment
            with self.db.write() as session:
                found = _known(session, service, event)
                assert found is not None
                return self._again(found, event)

    def _again(self, found: ServiceEvent, event: ReadEvent) -> bool:
        if found.fingerprint != event.fingerprint:
            raise EventIdReused(event.id)
        found.times_sent += 1
        return False

    def _row(self, service: ConnectedService, request: Request, event: ReadEvent) -> ServiceEvent:
        now = self.clock.now()
        return ServiceEvent(
            service_id=service.id,
            event_key=event.id,
            fingerprint=event.fingerprint,
            municipality=MunicipalityCode(event.town or service.municipality),
            occurred_at=event.time or now,
            subject_sealed=self.cipher.seal(SUBJECT, event.subject.encode(), service.client_id),
            state=EventState.WAITING,
            problems=[],
            **self._described(service, request, event),
        )

    def _described(self, service: ConnectedService, request: Request, event: ReadEvent | None) -> dict[str, object]:
        headers = {name: request.headers[name][:_LONGEST_HEADER] for name in _kept(request.headers)}
        described: dict[str, object] = {
            "received_at": self.clock.now(),
            "webhook_id": request.signed.id[:_LONGEST_HEADER],
            "headers": headers,
        }
        if event is not None:
            content = json.dumps(event.content(covered(event.subject)), ensure_ascii=True).encode()
            sealed = self.cipher.seal(CONTENT, content, service.client_id)
            described |= {"content_sealed": sealed, "event_id": event.id, "type": event.type, "source": event.source}
        return described

    def _keep_refusal(
        self, service: ConnectedService, request: Request, error: MusubiError, event: ReadEvent | None
    ) -> None:
        """For the vendor to look at. What holds a My Number is not kept, nor what nobody signed for."""
        reason = str(getattr(error, "reason", type(error).__name__))
        described = self._described(service, request, event)
        if reason == "my_number":
            described = {"received_at": self.clock.now(), "headers": {}}
        problems = error.problems if isinstance(error, EventRefused) else []
        row = ServiceEvent(
            service_id=service.id,
            state=EventState.REFUSED,
            reason=reason,
            problems=[problem.as_row() for problem in problems],
            done_at=self.clock.now(),
            **described,
        )
        with self.db.write() as session:
            session.add(row)
            refused = ServiceEvent.service_id == service.id, ServiceEvent.state == EventState.REFUSED
            newest = select(ServiceEvent.id).where(*refused).order_by(ServiceEvent.id.desc())
            oldest_kept = session.scalar(newest.offset(MOST_REFUSED - 1).limit(1))
            if oldest_kept is not None:
                session.execute(delete(ServiceEvent).where(*refused, ServiceEvent.id < oldest_kept))


def _check_open(service: ConnectedService) -> None:
    if service.state == ServiceState.STOPPED:
        raise ServiceStopped()


def covered(subject: str) -> str:
    """What is shown of somebody's card or number in a log. Test subjects are nobody's."""
    if subject.startswith("test:") or not subject:
        return subject
    return "…" + (subject[-4:] if len(subject) > 8 else "")


def _kept(headers: Mapping[str, str]) -> list[str]:
    """Of the headers those that say how it was sent; the subject stands in one of its own, covered."""
    shown = [name for name in headers if name in _KEPT_HEADERS or name.startswith("ce-")]
    return [name for name in shown if name != "ce-subject"][:30]


def _known(session: Session, service: ConnectedService, event: ReadEvent) -> ServiceEvent | None:
    mine = ServiceEvent.service_id == service.id, ServiceEvent.event_key == event.id
    return session.scalar(select(ServiceEvent).where(*mine).with_for_update())
