"""A booking as its buyer sees it, from signing to final."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts.ticket_inventory import ticket_id
from chain.ids import Address
from chain.indexer.finality import finalized_block
from marketplace.models import OrderState
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.errors import BookingUnknown
from marketplace.models.tickets.facts import ChainBooking
from marketplace.models.tickets.services import TicketFare


@dataclass(frozen=True, slots=True)
class BookingView:
    booking: TicketBooking
    lines: list[tuple[TicketFare, int]]
    state: OrderState
    has_expired: bool
    tx_hash: bytes | None

    @property
    def is_settled(self) -> bool:
        """Nothing more will change that the buyer waits for."""
        return self.state in (OrderState.FINAL, OrderState.FAILED) or self.has_expired

    @property
    def is_booked(self) -> bool:
        return self.state in (OrderState.CONFIRMED, OrderState.FINAL)

    @property
    def ticket_ids(self) -> list[int]:
        slots = range(self.booking.first_slot, self.booking.first_slot + self.booking.slots)
        return [ticket_id(fare.number, slot) for slot in slots for fare, _ in self.lines]


def booking_view(session: Session, clock: Clock, booking_id: int, buyer: Address) -> BookingView:
    """Raises: BookingUnknown, also for anybody else's."""
    booking = session.get(TicketBooking, booking_id)
    if booking is None or booking.buyer != buyer:
        raise BookingUnknown(booking_id)
    return _view(session, clock, booking)


def bookings_of(session: Session, clock: Clock, buyer: Address) -> list[BookingView]:
    """The newest first; those never signed are left out."""
    found = select(TicketBooking).where(
        TicketBooking.buyer == buyer, TicketBooking.state != OrderState.AWAITING_SIGNATURE
    )
    return [_view(session, clock, one) for one in session.scalars(found.order_by(TicketBooking.id.desc()).limit(50))]


def _view(session: Session, clock: Clock, booking: TicketBooking) -> BookingView:
    fact = session.scalar(select(ChainBooking).filter_by(booking_id=booking.booking_id))
    state = booking.state
    if fact is not None:
        state = OrderState.FINAL if fact.block_number <= finalized_block(session) else OrderState.CONFIRMED
    awaiting = state == OrderState.AWAITING_SIGNATURE
    return BookingView(
        booking=booking,
        lines=[(session.get_one(TicketFare, fare), quantity) for fare, quantity in booking.fares],
        state=OrderState(state),
        has_expired=awaiting and unix(clock.now()) >= booking.valid_before,
        tx_hash=fact.tx_hash if fact else None,
    )
