"""A service as a visitor or its officer sees it: fares that are open, slots with what is left of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.ids import MunicipalityCode
from marketplace.models.tickets.details import slot_price
from marketplace.models.tickets.errors import ServiceUnknown
from marketplace.models.tickets.facts import (
    ChainFare,
    ChainService,
    ChainSlot,
    FareClosed,
    SlotCancelled,
    SlotCapacity,
    TicketSales,
)
from marketplace.models.tickets.services import OfficerAct, TicketFare, TicketService
from marketplace.queries.tickets.held import seats_held


@dataclass(frozen=True, slots=True)
class FareView:
    fare: TicketFare
    is_on_chain: bool
    is_closed: bool

    @property
    def is_open(self) -> bool:
        return self.is_on_chain and not self.is_closed


@dataclass(frozen=True, slots=True)
class SlotView:
    """As the chain has it. Times: unix seconds; `starts_at` 0 for open tickets."""

    slot: int
    capacity: int
    sold: int
    price_basis_points: int
    starts_at: int
    admits_from: int
    ends_at: int
    is_cancelled: bool
    held: int = 0  # of what is not sold, spoken for by checkouts and bookings under way

    @property
    def left(self) -> int:
        return max(0, self.capacity - self.sold - self.held)

    @property
    def is_held(self) -> bool:
        """All that is left is spoken for; some of it may come back within minutes."""
        return self.left == 0 and self.held > 0 and self.capacity > self.sold

    @property
    def is_open_ticket(self) -> bool:
        """Good on any day until its end."""
        return self.starts_at == 0

    @property
    def begins_at(self) -> int:
        """What bookings end at, and refund rules count back from."""
        return self.starts_at or self.ends_at

    def can_be_booked(self, now: datetime, seats: int = 1) -> bool:
        return not self.is_cancelled and self.left >= seats and unix(now) < self.begins_at

    def price_of(self, fare: TicketFare) -> int:
        return slot_price(fare.price, self.price_basis_points)


@dataclass(frozen=True, slots=True)
class ServiceView:
    service: TicketService
    is_on_chain: bool
    fares: list[FareView]
    slots: list[SlotView]  # by number
    acts: list[OfficerAct] = field(default_factory=list)

    @property
    def open_fares(self) -> list[TicketFare]:
        return [one.fare for one in self.fares if one.is_open]

    def slot(self, number: int) -> SlotView | None:
        return next((one for one in self.slots if one.slot == number), None)

    def coming(self, now: datetime) -> list[SlotView]:
        """Slots that have not begun, called off and full ones too."""
        return [one for one in self.slots if unix(now) < one.begins_at]


def service_view(
    session: Session, number: int, now: datetime | None = None, *, beside: int | None = None
) -> ServiceView:
    """With `now` what is spoken for counts as taken, but for what the checkout `beside` holds.

    Raises: ServiceUnknown.
    """
    service = session.get(TicketService, number)
    if service is None:
        raise ServiceUnknown(number)
    return ServiceView(
        service=service,
        is_on_chain=session.scalar(select(ChainService.number).filter_by(number=number)) is not None,
        fares=fare_views(session, number),
        slots=slot_views(session, number, now, beside=beside),
        acts=list(session.scalars(select(OfficerAct).filter_by(service_number=number).order_by(OfficerAct.id))),
    )


def services_of(session: Session, code: MunicipalityCode) -> Sequence[TicketService]:
    """A town's, the newest first."""
    found = select(TicketService).where(TicketService.municipality == code)
    return session.scalars(found.order_by(TicketService.created_at.desc(), TicketService.number)).all()


def fare_views(session: Session, number: int) -> list[FareView]:
    fares = session.scalars(select(TicketFare).filter_by(service_number=number).order_by(TicketFare.price.desc())).all()
    on_chain = set(session.scalars(select(ChainFare.number).filter_by(service_number=number)))
    closings = select(FareClosed).where(FareClosed.fare_number.in_([fare.number for fare in fares]))
    closed: dict[int, bool] = {}
    for one in session.scalars(closings.order_by(FareClosed.block_number, FareClosed.log_index)):
        closed[one.fare_number] = one.is_closed
    return [FareView(fare, fare.number in on_chain, closed.get(fare.number, False)) for fare in fares]


def slot_views(
    session: Session, number: int, now: datetime | None = None, *, beside: int | None = None
) -> list[SlotView]:
    slots = session.scalars(select(ChainSlot).filter_by(service_number=number).order_by(ChainSlot.slot)).all()
    changes = select(SlotCapacity).filter_by(service_number=number)
    capacities: dict[int, int] = {}
    for one in session.scalars(changes.order_by(SlotCapacity.block_number, SlotCapacity.log_index)):
        capacities[one.slot] = one.capacity
    cancelled = set(session.scalars(select(SlotCancelled.slot).filter_by(service_number=number)))
    sold = _sold(session, number)
    held = seats_held(session, number, now, beside=beside) if now else {}
    return [
        SlotView(
            slot=one.slot,
            capacity=capacities.get(one.slot, one.capacity),
            sold=sold.get(one.slot, 0),
            price_basis_points=one.price_basis_points,
            starts_at=one.starts_at,
            admits_from=one.admits_from,
            ends_at=one.ends_at,
            is_cancelled=one.slot in cancelled,
            held=held.get(one.slot, 0),
        )
        for one in slots
    ]


def _sold(session: Session, number: int) -> dict[int, int]:
    """Seats taken, by slot."""
    found = select(TicketSales, ChainFare.seats).join(ChainFare, ChainFare.number == TicketSales.fare_number)
    seats: dict[int, int] = defaultdict(int)
    for sales, each in session.execute(found.where(ChainFare.service_number == number)):
        seats[sales.slot] += (sales.booked - sales.returned) * each
    return seats
