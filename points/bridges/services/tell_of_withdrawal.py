"""Tells a service that somebody withdrew consent: by the name that the service itself has for the person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from points.bridges.catalogue.message_types import CONSENT_WITHDRAWN
from points.bridges.queries.services import find_service
from points.bridges.services.queue_message import QueueMessage


class TellOfWithdrawal:
    def __init__(self, messages: QueueMessage) -> None:
        self.messages = messages

    def on_consent_withdrawn(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `wallet.consent_withdrawn`."""
        service = find_service(session, body["client_id"])
        if service is not None:
            said = {"sub": body["subject"], "withdrawn_at": body["withdrawn_at"]}
            self.messages.queue(session, service, CONSENT_WITHDRAWN, said)
