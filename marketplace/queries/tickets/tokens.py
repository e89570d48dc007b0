"""What a ticket's token id stands for, whoever holds it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from chain.contracts.ticket_inventory import split_ticket_id
from marketplace.models.tickets.errors import TicketUnknown
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.queries.tickets.services import SlotView, service_view

_LARGEST = 2**63 - 1  # a number in the database


@dataclass(frozen=True, slots=True)
class TicketToken:
    service: TicketService
    fare: TicketFare
    slot: SlotView


def ticket_token(session: Session, token_id: int) -> TicketToken:
    """Raises: TicketUnknown when the fare or the slot is not on chain."""
    number, slot_number = split_ticket_id(token_id)
    fare = session.get(TicketFare, number) if number <= _LARGEST else None
    if fare is None:
        raise TicketUnknown(token_id)
    view = service_view(session, fare.service_number)
    slot = view.slot(slot_number)
    if slot is None or not any(one.fare.number == number and one.is_on_chain for one in view.fares):
        raise TicketUnknown(token_id)
    return TicketToken(view.service, fare, slot)
