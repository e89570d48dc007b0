"""The booker of a stay writes its guest register; the inn reads it, each time noted; it is erased after departure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database, OwnData
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from marketplace.models import Kind
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.errors import BookingUnknown, RegisterClosed
from marketplace.models.tickets.facts import ChainBooking
from marketplace.models.tickets.guests import KEPT_AFTER_DEPARTURE, MOST_GUESTS, Guest, GuestLine, RegisterView
from marketplace.ports import Cipher
from marketplace.queries.tickets.services import slot_views
from marketplace.services.tickets.write_service import town_service

PURPOSE = "ticket guest"


@dataclass(frozen=True, slots=True)
class RegisterOfBooking:
    """`seen_at`: when the inn looked."""

    booking: TicketBooking
    guests: list[Guest]
    seen_at: list[datetime]


class KeepRegister:
    """Does not check that the officer serves the town; the surface does."""

    def __init__(self, db: Database, clock: Clock, cipher: Cipher) -> None:
        self.db = db
        self.clock = clock
        self.cipher = cipher

    def of_booker(self, booking_id: int, booker: Address) -> RegisterOfBooking:
        """Raises: BookingUnknown, RegisterClosed."""
        with self.db.read() as session:
            booking, _ = self._open(session, booking_id, booker)
            return self._register(session, booking)

    def write(self, booking_id: int, booker: Address, guests: Sequence[Guest]) -> None:
        """In place of what was written before. Raises: BookingUnknown, RegisterClosed, Invalid (guests)."""
        if not 1 <= len(guests) <= MOST_GUESTS:
            raise Invalid("guests", "one_to_most", most=MOST_GUESTS)
        checked, now = [guest.checked() for guest in guests], self.clock.now()
        with self.db.write() as session:
            booking, departs_at = self._open(session, booking_id, booker)
            session.execute(delete(GuestLine).where(GuestLine.booking_row_id == booking.id))
            for guest in checked:
                sealed = self.cipher.seal(PURPOSE, json.dumps(guest.as_json()).encode(), _bound_to(booking.id))
                session.add(GuestLine(booking_row_id=booking.id, sealed=sealed, departs_at=departs_at, created_at=now))

    def show_inn(self, code: MunicipalityCode, number: int, slot: int, officer: Address) -> list[RegisterOfBooking]:
        """The bookings of a night with their guests; noted for each that has any. Raises: ServiceUnknown."""
        now = self.clock.now()
        with self.db.write() as session:
            town_service(session, code, number)
            found = (
                select(TicketBooking)
                .join(ChainBooking, ChainBooking.booking_id == TicketBooking.booking_id)
                .where(TicketBooking.service_number == number, TicketBooking.first_slot <= slot)
                .where(TicketBooking.first_slot + TicketBooking.slots > slot)
            )
            registers = [self._register(session, one) for one in session.scalars(found.order_by(TicketBooking.id))]
            for register in registers:
                if register.guests:
                    session.add(RegisterView(booking_row_id=register.booking.id, officer=officer, viewed_at=now))
            return registers

    def forget_old(self) -> None:
        """What is due to be erased, with the notes of who looked."""
        over = unix(self.clock.now() - KEPT_AFTER_DEPARTURE)
        with self.db.write() as session:
            old = select(GuestLine.booking_row_id).where(GuestLine.departs_at <= over)
            bookings = list(session.scalars(old.distinct()))
            session.execute(delete(RegisterView).where(RegisterView.booking_row_id.in_(bookings)))
            session.execute(delete(GuestLine).where(GuestLine.departs_at <= over))

    def own_data(self, session: Session, person: Address) -> OwnData:
        """What the person wrote about guests, and when an inn looked."""
        own = select(TicketBooking).where(TicketBooking.buyer == person).order_by(TicketBooking.id)
        registers = [self._register(session, booking) for booking in session.scalars(own)]
        return {
            "guest_register": [
                {"booking": one.booking.id, **guest.as_json()} for one in registers for guest in one.guests
            ],
            "guest_register_views": [
                {"booking": one.booking.id, "viewed_at": seen} for one in registers for seen in one.seen_at
            ],
        }

    def _open(self, session: Session, booking_id: int, booker: Address) -> tuple[TicketBooking, int]:
        """A booking whose register may be written, and when its guests depart."""
        booking = session.get(TicketBooking, booking_id)
        if booking is None or booking.buyer != booker:
            raise BookingUnknown(booking_id)
        service = booking.service
        if service.kind != Kind.STAY or not service.typed_detail().needs_register:
            raise RegisterClosed(booking_id, "not_needed")
        if session.scalar(select(ChainBooking.booking_id).filter_by(booking_id=booking.booking_id)) is None:
            raise RegisterClosed(booking_id, "not_booked")
        last = booking.first_slot + booking.slots - 1
        ends = [slot.ends_at for slot in slot_views(session, service.number) if slot.slot == last]
        if not ends or unix(self.clock.now()) >= ends[0]:
            raise RegisterClosed(booking_id, "over")
        return booking, ends[0]

    def _register(self, session: Session, booking: TicketBooking) -> RegisterOfBooking:
        lines = session.scalars(select(GuestLine).filter_by(booking_row_id=booking.id).order_by(GuestLine.id))
        opened = [self.cipher.open(PURPOSE, line.sealed, _bound_to(booking.id)) for line in lines]
        views = select(RegisterView.viewed_at).filter_by(booking_row_id=booking.id).order_by(RegisterView.id)
        return RegisterOfBooking(booking, [Guest(**json.loads(one)) for one in opened], list(session.scalars(views)))


def _bound_to(booking_id: int) -> str:
    return f"booking:{booking_id}"
