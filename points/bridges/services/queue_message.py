"""Something a service should know, kept for sending in the transaction of what it tells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from sqlalchemy.orm import Session

from chain.clock import Clock
from points.bridges.catalogue import message_type
from points.bridges.models import ConnectedService, ServiceMessage
from points.bridges.queries.services import webhook_of
from points.ports import Cipher

BODY = "bridge_message"
_MOST_BYTES = 20_000  # Source: Standard Webhooks 1.0, "Payload size"


class QueueMessage:
    def __init__(self, clock: Clock, cipher: Cipher) -> None:
        self.clock = clock
        self.cipher = cipher

    def queue(self, session: Session, service: ConnectedService, kind: str, data: Mapping[str, Any]) -> bool:
        """False where the service named no address. `data` says nothing about a person but what the service itself
        calls its own matter; it is not checked here."""
        assert message_type(kind) is not None
        if webhook_of(session, service.id) is None:
            return False
        now = self.clock.now()
        said = {"type": kind, "timestamp": now.isoformat(timespec="seconds"), "data": dict(data)}
        body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        assert len(body) < _MOST_BYTES
        message = ServiceMessage(
            service_id=service.id,
            message_id="msg_" + token_hex(12),
            type=kind,
            body_sealed=self.cipher.seal(BODY, body, service.client_id),
            queued_at=now,
            next_try_at=now,
        )
        session.add(message)
        return True
