"""Tickets of events are sold to whom the event is for: the marketplace asks, the communities answer."""

from __future__ import annotations

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.ids import Address
from dao.queries.events.inviting import Inviting


class EventTickets:
    """Implements marketplace.ports.TicketAudience."""

    def __init__(self, clock: Clock, inviting: Inviting) -> None:
        self._clock = clock
        self._inviting = inviting

    def is_invited(self, session: Session, service: int, buyer: Address) -> bool:
        return self._inviting.may_buy(session, service, buyer, unix(self._clock.now()))
