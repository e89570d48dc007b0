"""What happened to tickets between two final blocks, as the others are told: sold, handed on, called off, given back.

One that changes hands is told as two matters of two people, as neither needs to be known with the other. A slot that is
called off is told once, for whoever holds its tickets then: that they get their money later is no second matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.contracts.ticket_inventory import split_ticket_id, ticket_id
from chain.ids import ZERO_ADDRESS, Address
from chain.indexer.facts import Fact
from marketplace.events import TicketLine, TicketsGivenBack, TicketsSold, WhyTickets
from marketplace.models.tickets.facts import (
    BookedTickets,
    ChainBooking,
    ChainSlot,
    SlotCancelled,
    TicketMovement,
    TicketsReturned,
)
from marketplace.models.tickets.services import TicketFare, TicketService

_Booked = Row[Address, BookedTickets, TicketFare, ChainSlot]
_Fact = TicketsReturned | TicketMovement | SlotCancelled


@dataclass(frozen=True, slots=True)
class Span:
    """Blocks after `after` up to `until`. Of slots that are over at `now` nothing is told."""

    after: int
    until: int
    now: datetime

    def holds(self, fact: type[Fact]) -> ColumnElement[bool]:
        return and_(fact.block_number > self.after, fact.block_number <= self.until)


def sold(session: Session, span: Span) -> Iterator[TicketsSold]:
    found = (
        select(ChainBooking.recipient, BookedTickets, TicketFare, ChainSlot)
        .join(BookedTickets, BookedTickets.booking_id == ChainBooking.booking_id)
        .join(TicketFare, TicketFare.number == BookedTickets.fare_number)
        .join(ChainSlot, ChainSlot.service_number == TicketFare.service_number)
        .where(span.holds(ChainBooking), ChainSlot.slot == BookedTickets.slot, ChainSlot.ends_at > unix(span.now))
        .order_by(BookedTickets.block_number, BookedTickets.log_index, BookedTickets.part)
    )  # fmt: skip
    rows = session.execute(found).all()
    for _, group in groupby(rows, key=lambda row: (row.BookedTickets.booking_id, row.ChainSlot.slot)):
        of_slot = list(group)
        said = _said(session, of_slot[0].recipient, of_slot[0].ChainSlot, _lines(of_slot))
        yield TicketsSold(**said, reason=WhyTickets.BOUGHT)


def handed_on(session: Session, span: Span) -> Iterator[TicketsSold]:
    """Given by the one, got by the other."""
    between_people = TicketMovement.sender != ZERO_ADDRESS, TicketMovement.receiver != ZERO_ADDRESS
    moves = select(TicketMovement).where(
        span.holds(TicketMovement), *between_people, TicketMovement.sender != TicketMovement.receiver
    )
    in_order = moves.order_by(TicketMovement.block_number, TicketMovement.log_index, TicketMovement.part)
    for move in session.scalars(in_order).all():
        for slot, line in _line(session, move.token_id, move.amount, span):
            reason = WhyTickets.HANDED_ON
            yield TicketsGivenBack(**_said(session, move.sender, slot, [line]), reason=reason)
            yield TicketsSold(**_said(session, move.receiver, slot, [line]), reason=reason)


def called_off(session: Session, span: Span) -> Iterator[TicketsGivenBack]:
    """For each who holds tickets of the slot at that moment."""
    cancelled = select(SlotCancelled).where(span.holds(SlotCancelled))
    for off in session.scalars(cancelled.order_by(SlotCancelled.block_number, SlotCancelled.log_index)).all():
        for holder, held in sorted(_held_at(session, off).items()):
            found = [one for token, count in sorted(held.items()) for one in _line(session, token, count, span)]
            if found:
                said = _said(session, holder, found[0][0], [line for _, line in found])
                yield TicketsGivenBack(**said, reason=WhyTickets.CALLED_OFF)


def given_back(session: Session, span: Span) -> Iterator[TicketsGivenBack]:
    """Those of a slot that was called off before are told already."""
    found = select(TicketsReturned).where(span.holds(TicketsReturned))
    for back in session.scalars(found.order_by(TicketsReturned.block_number, TicketsReturned.log_index)).all():
        for slot, line in _line(session, back.token_id, back.quantity, span):
            if not _was_called_off(session, slot, back):
                yield TicketsGivenBack(**_said(session, back.holder, slot, [line]), reason=WhyTickets.REFUNDED)


def _lines(rows: Sequence[_Booked]) -> list[TicketLine]:
    return [
        TicketLine(
            token=ticket_id(row.TicketFare.number, row.ChainSlot.slot),
            fare_ja=row.TicketFare.name_ja,
            fare_en=row.TicketFare.name_en,
            count=row.BookedTickets.quantity,
        )
        for row in rows
    ]


def _line(session: Session, token_id: int, count: int, span: Span) -> Iterator[tuple[ChainSlot, TicketLine]]:
    """One or none. Read without a join: fare and slot stand in the ticket's id."""
    number, place = split_ticket_id(token_id)
    fare = session.get(TicketFare, number)
    if fare is None:  # of another installation on the same chain
        return
    slot = session.scalar(select(ChainSlot).filter_by(service_number=fare.service_number, slot=place))
    if slot is not None and slot.ends_at > unix(span.now):
        yield slot, TicketLine(token_id, fare.name_ja, fare.name_en, count)


def _held_at(session: Session, off: SlotCancelled) -> dict[Address, dict[int, int]]:
    """How many of each id each held when the slot was called off."""
    fares = session.scalars(select(TicketFare.number).filter_by(service_number=off.service_number))
    tokens = [ticket_id(number, off.slot) for number in fares]
    held: dict[Address, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    moves = select(TicketMovement).where(TicketMovement.token_id.in_(tokens), _is_before(TicketMovement, off))
    for move in session.scalars(moves):
        held[move.sender][move.token_id] -= move.amount
        held[move.receiver][move.token_id] += move.amount
    return {
        holder: {token: count for token, count in of.items() if count > 0}
        for holder, of in held.items()
        if holder != ZERO_ADDRESS
    }


def _was_called_off(session: Session, slot: ChainSlot, back: TicketsReturned) -> bool:
    off = select(SlotCancelled).filter_by(service_number=slot.service_number, slot=slot.slot)
    return session.scalar(off.where(_is_before(SlotCancelled, back))) is not None


def _is_before(kind: type[Fact], fact: _Fact) -> ColumnElement[bool]:
    in_block = and_(kind.block_number == fact.block_number, kind.log_index < fact.log_index)
    return or_(kind.block_number < fact.block_number, in_block)


def _said(session: Session, holder: str, slot: ChainSlot, lines: list[TicketLine]) -> dict[str, Any]:
    service = session.get_one(TicketService, slot.service_number)
    return {
        "town": str(service.municipality),
        "service": service.number,
        "name_ja": service.name_ja,
        "name_en": service.name_en,
        "slot": slot.slot,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "holder": holder,
        "lines": lines,
    }
