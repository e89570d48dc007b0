"""Tickets and nights booked for points: one signature pays, the payment of points whose nonce is the booking's hash."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Points
from marketplace.models import OrderState
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.errors import BookingExpired, BookingUnknown
from marketplace.ports import PointsDue, PointsTill, TicketAudience
from marketplace.queries.tickets.services import service_view
from marketplace.services.tickets.acts import booking_act
from marketplace.services.tickets.book import (
    BookingWish,
    PricedBooking,
    lock_service,
    new_booking,
    price_booking,
    require_invited,
    wish_of_booking,
)
from marketplace.signing import ToSign


class BookForPoints:
    def __init__(
        self, db: Database, clock: Clock, contracts: Contracts, till: PointsTill, audience: TicketAudience
    ) -> None:
        self.audience = audience
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.till = till

    def available(self, priced: PricedBooking, buyer: Address) -> Points:
        """What the buyer could pay for it in points."""
        with self.db.read() as session:
            return self.till.available(session, buyer, priced.program_id, priced.merchant_id)

    def prepare(self, wish: BookingWish, buyer: Address) -> ToSign:
        """Keep the booking and say what the buyer signs. Points of an earlier booking that was left are free again.

        Raises: ServiceUnknown, SlotUnavailable, FareUnavailable, BookingInvalid, BuyerNotInvited, PointsMissing,
        PointsRefused.
        """
        now = self.clock.now()
        with self.db.write() as session:
            require_invited(session, self.audience, wish.service, buyer)
            priced = price_booking(service_view(session, wish.service, now), wish, now, for_points=True)
            self._let_go(session, buyer)
            booking = new_booking(self.contracts, wish, priced, buyer, now)
            booking.program_id = priced.program_id
            session.add(booking)
            session.flush()
            booking.points_payment = self.till.reserve(session, _due(booking, priced))
            return ToSign(str(booking.id), self.till.message(session, booking.points_payment))

    def to_sign(self, booking_id: int, buyer: Address) -> ToSign:
        """What is still to be signed of a booking that was left. Raises: BookingUnknown, BookingExpired."""
        with self.db.read() as session:
            booking = session.get(TicketBooking, booking_id)
            if booking is None or booking.buyer != buyer or booking.points_payment is None:
                raise BookingUnknown(booking_id)
            self._require_in_time(booking)
            return ToSign(str(booking.id), self.till.message(session, booking.points_payment))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed booking to the chain. A repeated call changes nothing.

        Raises: BookingUnknown, BookingExpired, SlotUnavailable, FareUnavailable, BuyerNotInvited, PointsRefused.
        """
        now = self.clock.now()
        with self.db.write() as session:
            booking = session.get(TicketBooking, int(subject), with_for_update={"of": TicketBooking})
            if booking is None or booking.points_payment is None:
                raise BookingUnknown(subject)
            if booking.signature is not None:
                return
            self._require_in_time(booking)
            require_invited(session, self.audience, booking.service_number, booking.buyer)
            lock_service(session, booking.service_number)
            wish = wish_of_booking(booking)
            price_booking(service_view(session, booking.service_number, now), wish, now, for_points=True)
            booking.signature, booking.state = signature, OrderState.PENDING
            payment = self.till.keep(session, booking.points_payment, signature)
            call = self.contracts.tickets.book_with_points(booking_act(booking), payment, signature)
            name = booking_name(booking.id)
            enqueue(session, call, key=name, subject=name, now=now, principal=booking.buyer)

    def _let_go(self, session: Session, buyer: Address) -> None:
        unsigned = select(TicketBooking.points_payment).where(
            TicketBooking.buyer == buyer, TicketBooking.points_payment.is_not(None), TicketBooking.signature.is_(None)
        )
        for payment in session.scalars(unsigned.where(TicketBooking.valid_before > unix(self.clock.now()))):
            assert payment is not None
            self.till.let_go(session, payment)

    def _require_in_time(self, booking: TicketBooking) -> None:
        if booking.signature is not None or unix(self.clock.now()) >= booking.valid_before:
            raise BookingExpired(booking.id)


def booking_name(booking_id: int) -> str:
    """Key and subject of its call, and the key of its payment."""
    return f"marketplace.booking:{booking_id}"


def _due(booking: TicketBooking, priced: PricedBooking) -> PointsDue:
    return PointsDue(
        holder=booking.buyer,
        program_id=priced.program_id,
        merchant_id=priced.merchant_id,
        amount=Points(booking.total),
        nonce=booking.booking_id,
        key=booking_name(booking.id),
        valid_before=booking.valid_before,
    )
