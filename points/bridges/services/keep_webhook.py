"""The address at which a service is told things: named by the vendor's own people, tried out, and taken away."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address, contains_my_number
from points.bridges.catalogue.message_types import MESSAGE_TYPES, TEST
from points.bridges.errors import SignatureRefused, WebhookNotFit
from points.bridges.models import (
    ConnectedService,
    MessageState,
    ServiceAct,
    ServiceActKind,
    ServiceMessage,
    Webhook,
)
from points.bridges.models.event import CONTENT_LIFE
from points.bridges.models.message import MOST_ADDRESS
from points.bridges.queries.services import service_of, webhook_of
from points.bridges.services.keep_secrets import has_secret
from points.bridges.services.queue_message import QueueMessage

_SHOWN = re.compile(r"[!-~]+")


class KeepWebhook:
    """Does not check that the person may; the surface does by role. Whether an address is a public one is found out
    each time something is sent to it. `near_origins`: of the sample services on this machine, which speak plain http;
    none in production."""

    def __init__(
        self, db: Database, clock: Clock, messages: QueueMessage, near_origins: frozenset[str] = frozenset()
    ) -> None:
        self.db = db
        self.clock = clock
        self.messages = messages
        self.near_origins = near_origins

    def name(self, client_id: str, actor: Address, url: str) -> None:
        """From now on this is the address, also of what waits.

        Raises: NotFound, Invalid (url), SignatureRefused (no_secret).
        """
        address, now = checked(url, self.near_origins), self.clock.now()
        with self.db.write() as session:
            service = service_of(session, client_id, for_update=True)
            if not has_secret(session, service.id):
                raise SignatureRefused("no_secret")
            webhook = webhook_of(session, service.id, for_update=True)
            if webhook is None:
                webhook = Webhook(service_id=service.id)
                session.add(webhook)
            webhook.url, webhook.is_on, webhook.set_at, webhook.gone_at = address, True, now, None
            webhook.free_at, webhook.failures = now, 0
            self._record(session, service, ServiceActKind.WEBHOOK_SET, actor)

    def remove(self, client_id: str, actor: Address) -> None:
        """What waits is given up. Raises: NotFound."""
        with self.db.write() as session:
            service = service_of(session, client_id, for_update=True)
            webhook = webhook_of(session, service.id, for_update=True)
            if webhook is None:
                return
            session.delete(webhook)
            waiting = ServiceMessage.service_id == service.id, ServiceMessage.state == MessageState.WAITING
            ended = {"state": MessageState.GIVEN_UP, "last_error": "removed", "done_at": self.clock.now()}
            session.execute(update(ServiceMessage).where(*waiting).values(**ended))
            self._record(session, service, ServiceActKind.WEBHOOK_REMOVED, actor)

    def try_out(self, service: ConnectedService) -> None:
        """Raises: WebhookNotFit (none, gone)."""
        with self.db.write() as session:
            _open_webhook(session, service)
            self.messages.queue(session, service, TEST, MESSAGE_TYPES[0].example)

    def send_again(self, service: ConnectedService, message_id: int, actor: Address) -> None:
        """With the same id, as if it had never been tried. Raises: NotFound (also another service's), WebhookNotFit."""
        mine = ServiceMessage.id == message_id, ServiceMessage.service_id == service.id
        with self.db.write() as session:
            message = session.scalar(select(ServiceMessage).where(*mine).with_for_update())
            if message is None:
                raise NotFound("message", message_id)
            _open_webhook(session, service)
            message.state, message.attempts, message.done_at = MessageState.WAITING, 0, None
            message.next_try_at, message.last_error, message.last_status = self.clock.now(), "", 0
            self._record(session, service, ServiceActKind.MESSAGE_RESENT, actor, event=message.message_id)

    def forget_old(self) -> None:
        with self.db.write() as session:
            old = ServiceMessage.queued_at < self.clock.now() - CONTENT_LIFE
            session.execute(delete(ServiceMessage).where(old))

    def _record(
        self, session: Session, service: ConnectedService, kind: ServiceActKind, actor: Address, **detail: object
    ) -> None:
        session.add(ServiceAct(service_id=service.id, kind=kind, actor=actor, detail=detail, at=self.clock.now()))


def checked(url: str, near_origins: frozenset[str] = frozenset()) -> str:
    """Raises: Invalid (url)."""
    address = url.strip()
    if not address:
        raise Invalid("url", "empty")
    if len(address) > MOST_ADDRESS:
        raise Invalid("url", "too_long", max_length=MOST_ADDRESS)
    if contains_my_number(address):
        raise Invalid("url", "my_number")
    if not _SHOWN.fullmatch(address) or not (_is_https(address) or origin_of(address) in near_origins):
        raise Invalid("url", "webhook_address")
    return address


def origin_of(address: str) -> str:
    """As in http://127.0.0.1:8020; empty for what is no address, or holds a user's name."""
    try:
        parts = urlsplit(address)
        is_plain = parts.port is not None and "@" not in parts.netloc and not parts.fragment
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if is_plain else ""


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        is_plain = parts.port in (None, 443) and "@" not in parts.netloc and not parts.fragment
        return parts.scheme == "https" and bool(parts.hostname) and is_plain
    except ValueError:
        return False


def _open_webhook(session: Session, service: ConnectedService) -> Webhook:
    """Raises: WebhookNotFit."""
    webhook = webhook_of(session, service.id)
    if webhook is None or not webhook.is_on:
        raise WebhookNotFit("gone" if webhook else "none")
    return webhook
