"""Where parts of a town's tickets are good, and what these parts are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.models.tickets.details import Leg
from marketplace.models.tickets.services import TicketFare, TicketService


@dataclass(frozen=True, slots=True)
class TicketPlace:
    """`legs`: those of all fares that are good at the place (a merchant's id, 0: anywhere), each name once."""

    service: TicketService
    place: int
    legs: list[Leg]

    @property
    def key(self) -> tuple[int, int]:
        return self.service.number, self.place


def ticket_places(session: Session, services: Sequence[TicketService]) -> list[TicketPlace]:
    """In the order of the services and of the parts of their fares."""
    found: dict[tuple[int, int], TicketPlace] = {}
    for service in services:
        fares = select(TicketFare).filter_by(service_number=service.number).order_by(TicketFare.number)
        for leg in (leg for fare in session.scalars(fares) for leg in fare.typed_legs()):
            place = found.setdefault((service.number, leg.place), TicketPlace(service, leg.place, []))
            if leg.name_ja not in {one.name_ja for one in place.legs}:
                place.legs.append(leg)
    return list(found.values())
