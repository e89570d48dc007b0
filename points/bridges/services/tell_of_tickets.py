"""Tells services which tickets came to somebody and which went, and why, where the town that sells them lets them know.
Whose they are is said to who may know it, and by the service's own name for that person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from chain.ids import Address, MunicipalityCode
from points.bridges.catalogue.message_types import TICKET_RETURNED, TICKET_SOLD
from points.bridges.models import ConnectedService
from points.bridges.ports import TicketHolders
from points.bridges.queries.services import services_for_tickets, webhook_of
from points.bridges.services.queue_message import QueueMessage
from points.bridges.ticket_words import TicketNames, told_moment


class TellOfTickets:
    def __init__(self, messages: QueueMessage, names: TicketNames, holders: TicketHolders) -> None:
        self.messages = messages
        self.names = names
        self.holders = holders

    def on_tickets_sold(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.tickets_sold`."""
        self._tell(session, TICKET_SOLD, body)

    def on_tickets_given_back(self, session: Session, body: Mapping[str, Any]) -> None:
        """Hears `marketplace.tickets_given_back`."""
        self._tell(session, TICKET_RETURNED, body)

    def _tell(self, session: Session, kind: str, body: Mapping[str, Any]) -> None:
        for service in services_for_tickets(session, MunicipalityCode(body["town"]), body["service"]):
            if webhook_of(session, service.id) is not None:
                self.messages.queue(session, service, kind, self._said(session, service, body))

    def _said(self, session: Session, service: ConnectedService, body: Mapping[str, Any]) -> dict[str, Any]:
        holder, client_id = Address(body["holder"]), service.client_id
        lines = [
            {
                "ticket": self.names.name(client_id, one["token"], holder),
                "fare": one["fare_ja"],
                "fare#en": one["fare_en"],
                "count": one["count"],
            }
            for one in body["lines"]
        ]
        said = {
            "ticket_service": body["service"],
            "name": body["name_ja"],
            "name#en": body["name_en"],
            "slot": body["slot"],
            "starts_at": told_moment(body["starts_at"]),
            "ends_at": told_moment(body["ends_at"]),
            "tickets": lines,
            "count": sum(one["count"] for one in body["lines"]),
            "reason": body["reason"],
        }
        subject = self.holders.subject(session, client_id, holder)
        return said | ({"sub": subject} if subject else {})
