"""Somebody books tickets, or nights (予約). One signature pays: the yen token's authorization whose nonce is the
booking's hash; every fare and night of it happens, or nothing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.errors import YenShort
from marketplace.models import OrderState
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.errors import (
    BookingExpired,
    BookingInvalid,
    BookingUnknown,
    BuyerNotInvited,
    FareUnavailable,
    SlotUnavailable,
)
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.ports import TicketAudience
from marketplace.queries.tickets.services import ServiceView, SlotView, service_view
from marketplace.queries.yen import balance_of
from marketplace.services.tickets.acts import booking_act
from marketplace.signing import ToSign

SIGN_WITHIN = timedelta(minutes=30)
MOST_TICKETS = 32  # of one fare and slot, which one account can have admitted
MOST_SLOTS = 60
MOST_FARES = 8


@dataclass(frozen=True, slots=True)
class BookingWish:
    """`quantities` by fare number; `slots` in a row from `first_slot`."""

    service: int
    quantities: Mapping[int, int]
    first_slot: int
    slots: int = 1

    @property
    def lines(self) -> list[tuple[int, int]]:
        return [(fare, quantity) for fare, quantity in sorted(self.quantities.items()) if quantity]


@dataclass(frozen=True, slots=True)
class PricedBooking:
    lines: list[tuple[TicketFare, int, int]]  # fare, quantity, yen of all its slots
    slots: list[SlotView]
    total: Yen  # or points of `program_id`, to the shop `merchant_id`
    program_id: int = 0
    merchant_id: int = 0


class BookTickets:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, audience: TicketAudience) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.audience = audience

    def price(self, wish: BookingWish) -> PricedBooking:
        """What it would cost now, in yen or points. Raises: as prepare, but YenShort."""
        now = self.clock.now()
        with self.db.read() as session:
            view = service_view(session, wish.service, now)
            return price_booking(view, wish, now, for_points=is_for_points(view, wish))

    def prepare(self, wish: BookingWish, buyer: Address) -> ToSign:
        """Keep the booking and say what the buyer signs.

        Raises: ServiceUnknown, SlotUnavailable, FareUnavailable, BookingInvalid, BuyerNotInvited, YenShort.
        """
        now = self.clock.now()
        with self.db.write() as session:
            require_invited(session, self.audience, wish.service, buyer)
            priced = price_booking(service_view(session, wish.service, now), wish, now)
            _require_yen(session, buyer, priced.total)
            booking = new_booking(self.contracts, wish, priced, buyer, now)
            session.add(booking)
            session.flush()
            return ToSign(str(booking.id), self.contracts.tickets.booking_message(booking_act(booking)))

    def to_sign(self, booking_id: int, buyer: Address) -> ToSign:
        """What is still to be signed of a booking that was left. Raises: BookingUnknown, BookingExpired."""
        with self.db.read() as session:
            booking = session.get(TicketBooking, booking_id)
            if booking is None or booking.buyer != buyer or not _is_paid_alone(booking):
                raise BookingUnknown(booking_id)
            self._require_in_time(booking)
            return ToSign(str(booking.id), self.contracts.tickets.booking_message(booking_act(booking)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed booking to the chain. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and the contract does.
        Raises: BookingUnknown, BookingExpired, SlotUnavailable, FareUnavailable, BuyerNotInvited, YenShort.
        """
        now = self.clock.now()
        with self.db.write() as session:
            booking = session.get(TicketBooking, int(subject), with_for_update={"of": TicketBooking})
            if booking is None or not _is_paid_alone(booking):
                raise BookingUnknown(subject)
            if booking.signature is not None:
                return
            self._require_in_time(booking)
            require_invited(session, self.audience, booking.service_number, booking.buyer)
            lock_service(session, booking.service_number)
            wish = wish_of_booking(booking)
            price_booking(service_view(session, booking.service_number, now), wish, now)
            _require_yen(session, booking.buyer, Yen(booking.total))
            booking.signature, booking.state = signature, OrderState.PENDING
            call = self.contracts.tickets.book(booking_act(booking), signature)
            name = f"marketplace.booking:{booking.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=booking.buyer)

    def _require_in_time(self, booking: TicketBooking) -> None:
        if booking.signature is not None or unix(self.clock.now()) >= booking.valid_before:
            raise BookingExpired(booking.id)


def require_invited(session: Session, audience: TicketAudience, service: int, buyer: Address) -> None:
    """Raises: BuyerNotInvited."""
    if not audience.is_invited(session, service, buyer):
        raise BuyerNotInvited(service)


def new_booking(
    contracts: Contracts, wish: BookingWish, priced: PricedBooking, buyer: Address, now: datetime
) -> TicketBooking:
    booking = TicketBooking(
        service_number=wish.service,
        buyer=buyer,
        recipient=buyer,
        fares=[[fare.number, quantity] for fare, quantity, _ in priced.lines],
        first_slot=wish.first_slot,
        slots=wish.slots,
        total=int(priced.total),
        salt=secrets.token_bytes(32),
        valid_before=unix(now + SIGN_WITHIN),
        created_at=now,
    )
    booking.booking_id = contracts.tickets.booking_id(booking_act(booking))
    return booking


def wish_of_booking(booking: TicketBooking) -> BookingWish:
    quantities = {line[0]: line[1] for line in booking.fares}
    return BookingWish(booking.service_number, quantities, booking.first_slot, booking.slots)


def lock_service(session: Session, number: int) -> None:
    """Nobody else counts the seats of this one until the transaction ends."""
    wanted = select(TicketService.number).where(TicketService.number == number)
    session.execute(wanted.with_for_update())


def is_for_points(view: ServiceView, wish: BookingWish) -> bool:
    """Is any of the wished fares paid in points?"""
    wished = {number for number, _ in wish.lines}
    return any(one.fare.program_id for one in view.fares if one.fare.number in wished)


def price_booking(view: ServiceView, wish: BookingWish, now: datetime, *, for_points: bool = False) -> PricedBooking:
    """Raises what says why it cannot be booked now, in yen or `for_points`: SlotUnavailable, FareUnavailable,
    BookingInvalid."""
    lines = _lines(view, wish)
    _require_alike([fare for fare, _ in lines], for_points)
    seats = sum(fare.seats * quantity for fare, quantity in lines)
    slots = _slots(view, wish, seats, now)
    priced = [(fare, quantity, sum(slot.price_of(fare) for slot in slots) * quantity) for fare, quantity in lines]
    total = Yen(sum(amount for _, _, amount in priced))
    return PricedBooking(priced, slots, total, lines[0][0].program_id, lines[0][0].merchant_id)


def _require_alike(fares: Sequence[TicketFare], for_points: bool) -> None:
    """Fares of one booking are all in yen, or all in points of one program to one shop."""
    if len({(fare.program_id, fare.merchant_id) for fare in fares}) > 1:
        raise BookingInvalid("mixed")
    if bool(fares[0].program_id) != for_points:
        raise FareUnavailable(fares[0].number, "yen" if for_points else "points")


def _is_paid_alone(booking: TicketBooking) -> bool:
    """In yen, and not together with others."""
    return booking.checkout_id is None and booking.points_payment is None


def _lines(view: ServiceView, wish: BookingWish) -> list[tuple[TicketFare, int]]:
    fares = {one.fare.number: one for one in view.fares}
    lines = []
    for number, quantity in wish.lines:
        known = fares.get(number)
        if known is None or not known.is_open:
            raise FareUnavailable(number, "unknown" if known is None else "closed")
        if quantity < 0 or quantity > MOST_TICKETS:
            raise BookingInvalid("too_many", MOST_TICKETS)
        if wish.slots < known.fare.least_slots:
            raise BookingInvalid("too_short", known.fare.least_slots)
        lines.append((known.fare, quantity))
    if not lines:
        raise BookingInvalid("empty")
    if len(lines) > MOST_FARES:
        raise BookingInvalid("too_many_fares", MOST_FARES)
    return lines


def _slots(view: ServiceView, wish: BookingWish, seats: int, now: datetime) -> list[SlotView]:
    if not 1 <= wish.slots <= MOST_SLOTS:
        raise BookingInvalid("too_many_slots", MOST_SLOTS)
    found = []
    for number in range(wish.first_slot, wish.first_slot + wish.slots):
        slot = view.slot(number)
        if slot is None:
            raise SlotUnavailable(number, "unknown")
        if slot.is_cancelled:
            raise SlotUnavailable(number, "cancelled")
        if unix(now) >= slot.begins_at:
            raise SlotUnavailable(number, "over")
        if slot.left < seats:
            raise SlotUnavailable(number, "held" if slot.is_held else "full", slot.left)
        found.append(slot)
    return found


def _require_yen(session: Session, buyer: Address, total: Yen) -> None:
    available = balance_of(session, buyer)
    if int(total) > int(available):
        raise YenShort(total, available)
