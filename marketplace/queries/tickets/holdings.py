"""Tickets somebody holds: how many, which legs of which of them are used, and what may still be done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.contracts.ticket_inventory import NEVER_TRANSFERABLE, split_ticket_id
from chain.ids import Address
from marketplace.models.tickets.details import refund_of
from marketplace.models.tickets.errors import TicketUnknown
from marketplace.models.tickets.facts import TicketAdmission, TicketHolding
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.queries.tickets.services import SlotView, slot_views


@dataclass(frozen=True, slots=True)
class TicketView:
    """`used`: for each leg, which tickets (bit n: ticket n) had it cancelled, and when each was."""

    token_id: int
    holder: Address
    amount: int
    service: TicketService
    fare: TicketFare
    slot: SlotView
    used: list[int]
    admissions: list[TicketAdmission]

    @property
    def unused(self) -> int:
        """Tickets none of whose legs was used: these may be given, returned."""
        return self.amount - max((bits.bit_count() for bits in self.used), default=0)

    def left_of(self, leg: int) -> int:
        """How many may still have this leg cancelled."""
        return self.amount - self.used[leg].bit_count()

    def free_units(self, leg: int, count: int) -> int:
        """Bits of `count` tickets whose leg is not used, the lowest first. Raises: TicketUnknown: there are fewer."""
        bits, place = 0, 0
        while bits.bit_count() < count and place < 32:
            if not self.used[leg] >> place & 1:
                bits |= 1 << place
            place += 1
        if bits.bit_count() < count or count > self.left_of(leg):
            raise TicketUnknown(self.token_id)
        return bits

    @property
    def is_used_up(self) -> bool:
        return all(self.left_of(leg) == 0 for leg in range(len(self.used)))

    def is_over(self, now: datetime) -> bool:
        return unix(now) >= self.slot.ends_at

    def refund(self, now: datetime) -> int:
        """What one unused ticket returns now, in yen or points; the whole price where the slot was called off."""
        price = self.slot.price_of(self.fare)
        if self.slot.is_cancelled:
            return price
        return refund_of(price, self.fare.typed_refunds(), self.slot.begins_at, unix(now))

    def can_be_given(self, now: datetime) -> bool:
        cut_off = self.fare.transfer_cut_off
        is_in_time = cut_off != NEVER_TRANSFERABLE and unix(now) + cut_off < self.slot.begins_at
        return is_in_time and self.unused > 0 and not self.slot.is_cancelled


def ticket_view(session: Session, token_id: int, holder: Address) -> TicketView:
    """Raises: TicketUnknown, also when somebody else holds it."""
    held = session.get(TicketHolding, (holder, token_id))
    found = _views(session, holder, [held] if held is not None else [])
    if not found:
        raise TicketUnknown(token_id)
    return found[0]


def tickets_of(session: Session, holder: Address) -> list[TicketView]:
    """By when they begin."""
    held = session.scalars(select(TicketHolding).filter_by(holder=holder)).all()
    return sorted(_views(session, holder, held), key=lambda one: (one.slot.begins_at, one.token_id))


def _views(session: Session, holder: Address, held: Sequence[TicketHolding]) -> list[TicketView]:
    fares = {one.number: one for one in _fares(session, held)}
    slots: dict[int, Mapping[int, SlotView]] = {}
    views = []
    for one in held:
        number, place = split_ticket_id(one.token_id)
        fare = fares.get(number)
        if fare is None:  # of another installation on the same chain
            continue
        if fare.service_number not in slots:
            slots[fare.service_number] = {slot.slot: slot for slot in slot_views(session, fare.service_number)}
        slot = slots[fare.service_number].get(place)
        if slot is None:
            continue
        admissions = _admissions(session, one.token_id, holder)
        views.append(
            TicketView(
                token_id=one.token_id,
                holder=holder,
                amount=one.amount,
                service=session.get_one(TicketService, fare.service_number),
                fare=fare,
                slot=slot,
                used=_used(admissions, len(fare.legs)),
                admissions=admissions,
            )
        )
    return views


def _fares(session: Session, held: Sequence[TicketHolding]) -> Sequence[TicketFare]:
    numbers = {split_ticket_id(one.token_id)[0] for one in held}
    return session.scalars(select(TicketFare).where(TicketFare.number.in_(numbers))).all() if numbers else []


def _admissions(session: Session, token_id: int, holder: Address) -> list[TicketAdmission]:
    found = select(TicketAdmission).filter_by(token_id=token_id, holder=holder)
    return list(session.scalars(found.order_by(TicketAdmission.block_number, TicketAdmission.log_index)))


def _used(admissions: Sequence[TicketAdmission], legs: int) -> list[int]:
    used = [0] * legs
    for one in admissions:
        if one.leg < legs:
            used[one.leg] |= one.units
    return used
