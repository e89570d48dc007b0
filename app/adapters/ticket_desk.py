"""A connected service as a door: a ticket that it names is checked in where the town lets it, and where the person lets
it know of the ticket."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.adapters.ticket_subjects import agreed_to_tickets
from chain.clock import Clock
from chain.ids import Address
from marketplace.ports import Signer
from marketplace.queries.tickets.holdings import TicketView, tickets_of
from marketplace.services.admission import errors
from marketplace.services.admission.door import Door, Scan
from marketplace.services.admission.reserve import reserve
from marketplace.services.tickets.ticket_code import ReadCode
from points.bridges.errors import TicketNotUsed
from points.bridges.models import ConnectedService
from points.bridges.ports import TicketUse
from points.bridges.queries.services import may_check_in
from points.bridges.ticket_words import TicketNames


class ServiceTicketDesk:
    """Implements points.bridges.ports.TicketDesk."""

    def __init__(self, clock: Clock, names: TicketNames, signer: Signer) -> None:
        self._clock = clock
        self._names = names
        self._signer = signer

    def use(self, session: Session, service: ConnectedService, holder: Address, use: TicketUse) -> None:
        ticket, now = self._named(session, service, holder, use.ticket), self._clock.now()
        leg, place = _leg(service, ticket, use.part)
        door = Door(place, ticket.service.municipality, staff=None, is_open=True)
        read, scan = ReadCode(ticket.token_id, holder), Scan("", use.key, use.at)
        is_managed = self._signer.is_managed(holder)
        try:
            reserve(session, door, scan, read, leg, use.count, now, is_managed=is_managed)
        except errors.NotAdmitted as error:
            raise TicketNotUsed(_reason(error)) from error

    def _named(self, session: Session, service: ConnectedService, holder: Address, name: str) -> TicketView:
        """Raises: TicketNotUsed (ticket_unknown)."""
        client_id = service.client_id
        if agreed_to_tickets(session, client_id, holder) is not None:
            for one in tickets_of(session, holder):
                if self._names.name(client_id, one.token_id, holder) == name:
                    return one
        raise TicketNotUsed("ticket_unknown")


def check_in_legs(service: ConnectedService, ticket: TicketView) -> list[tuple[int, int]]:
    """(Number of the leg, place) of what the service may cancel."""
    about = service, ticket.service.municipality, ticket.service.number
    legs = enumerate(ticket.fare.typed_legs())
    return [(number, leg.place) for number, leg in legs if may_check_in(*about, leg.place)]


def _leg(service: ConnectedService, ticket: TicketView, part: int | None) -> tuple[int, int]:
    """The part that was named, or the first. Raises: TicketNotUsed (ticket_not_yours)."""
    for number, place in check_in_legs(service, ticket):
        if part is None or number == part - 1:
            return number, place
    raise TicketNotUsed("ticket_not_yours")


def _reason(error: errors.NotAdmitted) -> str:
    if isinstance(error, errors.NoLongerGood):
        return "ticket_called_off" if error.reason == "cancelled" else "ticket_unknown"
    if isinstance(error, errors.PhoneSignatureNeeded):
        return "ticket_unsigned"
    return {"early": "ticket_early", "over": "ticket_over", "few": "ticket_few", "used": "ticket_used"}.get(
        error.reason, "ticket_unknown"
    )
