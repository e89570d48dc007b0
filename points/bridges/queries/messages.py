"""What a service was told: newest first, and one message with its body. And where it is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from points.bridges.models import ConnectedService, ServiceMessage, Webhook
from points.bridges.queries.services import webhook_of
from points.bridges.services.queue_message import BODY
from points.ports import Cipher

PAGE = 30


@dataclass(frozen=True, slots=True)
class MessagePage:
    webhook: Webhook | None
    messages: Sequence[ServiceMessage]
    older_than: int  # for the next page; 0: this is the last


@dataclass(frozen=True, slots=True)
class MessageView:
    message: ServiceMessage
    webhook: Webhook | None
    body: str  # indented JSON


def list_messages(session: Session, service_id: int, older_than: int = 0) -> MessagePage:
    mine = select(ServiceMessage).where(ServiceMessage.service_id == service_id)
    mine = mine.where(ServiceMessage.id < older_than) if older_than else mine
    rows = session.scalars(mine.order_by(ServiceMessage.id.desc()).limit(PAGE + 1)).all()
    return MessagePage(webhook_of(session, service_id), rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else 0)


def find_message(session: Session, cipher: Cipher, service: ConnectedService, message_id: int) -> MessageView:
    """Raises: NotFound, also for another service's."""
    message = session.get(ServiceMessage, message_id)
    if message is None or message.service_id != service.id:
        raise NotFound("message", message_id)
    body = json.loads(cipher.open(BODY, message.body_sealed, service.client_id))
    return MessageView(message, webhook_of(session, service.id), json.dumps(body, ensure_ascii=False, indent=2))
