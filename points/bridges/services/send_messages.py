"""Sends what is due to the services: signed, one at a time to each, again when it was not taken.

A message is claimed with the service's address before it leaves and settled after; a crash in between sends it once
more, with the same id. A slow service holds up nobody but itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from secrets import SystemRandom

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import MusubiError
from points.bridges.models import ConnectedService, MessageState, ServiceMessage, ServiceState, Webhook
from points.bridges.ports import Answer, Postman
from points.bridges.queries.services import webhook_of
from points.bridges.retrying import GONE, is_overburdened, is_taken, pause_after, wait_after, wish_of
from points.bridges.services.keep_secrets import KeepSecrets
from points.bridges.services.queue_message import BODY
from points.bridges.signatures import sign_with_all
from points.ports import Cipher

_AT_ONCE = 4  # services that are sent to at the same time
_MOST_A_RUN = 20  # for each of those
_LEASE = timedelta(minutes=2)  # longer than any attempt may take


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    service: ConnectedService
    url: str
    message_id: str
    attempts: int
    body: bytes
    keys: list[bytes]


class SendMessages:
    """`wall` is the clock that receivers share with us; `clock` may have been moved forward for a trial."""

    def __init__(
        self, db: Database, clock: Clock, wall: Clock, cipher: Cipher, secrets: KeepSecrets, postman: Postman
    ) -> None:
        self.db = db
        self.clock = clock
        self.wall = wall
        self.cipher = cipher
        self.secrets = secrets
        self.postman = postman
        self.chance: Callable[[], float] = SystemRandom().random

    def send_due(self) -> int:
        """How many attempts were made."""
        with self.db.read() as session:
            if session.execute(self._due()).first() is None:
                return 0
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="send_messages") as pool:
            return sum(pool.map(lambda _: self._send_some(), range(_AT_ONCE)))

    def _send_some(self) -> int:
        return next((done for done in range(_MOST_A_RUN) if not self._send_next()), _MOST_A_RUN)

    def _send_next(self) -> bool:
        claimed = self._claim()
        if claimed is None:
            return False
        answer = Answer(0, error="unreadable")
        if claimed.body and claimed.keys:
            answer = self.postman.post(claimed.url, claimed.body, self._headers(claimed))
        self._settle(claimed, answer)
        return True

    def _due(self) -> Select[ServiceMessage, Webhook, ConnectedService]:
        now = self.clock.now()
        return (
            select(ServiceMessage, Webhook, ConnectedService)
            .join(Webhook, Webhook.service_id == ServiceMessage.service_id)
            .join(ConnectedService, ConnectedService.id == ServiceMessage.service_id)
            .where(ServiceMessage.state == MessageState.WAITING, ServiceMessage.next_try_at <= now)
            .where(Webhook.is_on, Webhook.free_at <= now, ConnectedService.state != ServiceState.STOPPED)
            .order_by(ServiceMessage.next_try_at, ServiceMessage.id)
            .limit(1)
        )

    def _claim(self) -> _Claimed | None:
        due = self._due().with_for_update(skip_locked=True, of=[Webhook, ServiceMessage])
        with self.db.write() as session:
            found = session.execute(due).first()
            if found is None:
                return None
            message, webhook, service = found
            message.attempts += 1
            message.next_try_at = webhook.free_at = self.clock.now() + _LEASE
            body, keys = self._opened(session, service, message)
            return _Claimed(message.id, service, webhook.url, message.message_id, message.attempts, body, keys)

    def _opened(
        self, session: Session, service: ConnectedService, message: ServiceMessage
    ) -> tuple[bytes, list[bytes]]:
        """Nothing where what was sealed cannot be opened: the others must not wait for it."""
        try:
            body = self.cipher.open(BODY, message.body_sealed, service.client_id)
            return body, self.secrets.valid(session, service)
        except MusubiError:
            return b"", []

    def _headers(self, claimed: _Claimed) -> Mapping[str, str]:
        now = unix(self.wall.now())
        return {
            "Content-Type": "application/json",
            "User-Agent": "Musubi",
            "Musubi-Client": claimed.service.client_id,
            "webhook-id": claimed.message_id,
            "webhook-timestamp": str(now),
            "webhook-signature": sign_with_all(claimed.keys, claimed.message_id, now, claimed.body),
        }

    def _settle(self, claimed: _Claimed, answer: Answer) -> None:
        wish = wish_of(answer.retry_after, self.wall.now())
        with self.db.write() as session:
            webhook = webhook_of(session, claimed.service.id, for_update=True)
            message = session.get(ServiceMessage, claimed.id, with_for_update=True)
            if webhook is not None and webhook.url == claimed.url:
                self._rest(webhook, answer, wish)
            if message is not None:
                self._note(message, claimed, answer, wish)

    def _rest(self, webhook: Webhook, answer: Answer, wish: timedelta) -> None:
        now = self.clock.now()
        webhook.failures = webhook.failures + 1 if is_overburdened(answer.status) else 0
        webhook.free_at = now + (timedelta() if is_taken(answer.status) else pause_after(webhook.failures, wish))
        if answer.status == GONE:
            webhook.is_on, webhook.gone_at = False, now

    def _note(self, message: ServiceMessage, claimed: _Claimed, answer: Answer, wish: timedelta) -> None:
        now = self.clock.now()
        if is_taken(answer.status):
            message.state, message.done_at, message.last_status = MessageState.SENT, now, answer.status
            message.last_error = ""
            return
        if message.state != MessageState.WAITING or message.attempts != claimed.attempts:
            return  # ended, or asked for anew, while this attempt was on its way
        message.last_status, message.last_error = answer.status, answer.error
        wait = None if answer.status == GONE else wait_after(claimed.attempts, self.chance(), wish)
        if wait is None:
            message.state, message.done_at = MessageState.GIVEN_UP, now
        else:
            message.next_try_at = now + wait
