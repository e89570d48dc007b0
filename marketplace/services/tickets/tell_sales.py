"""Tells the others, by events, which tickets were sold and given back: once each, when no reorg can take it back. Of
slots that are over nothing is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts.ticket_inventory import split_ticket_id, ticket_id
from chain.db import Database
from chain.events import record
from chain.ids import Address
from chain.indexer.finality import finalized_block
from marketplace.events import TicketLine, TicketsGivenBack, TicketsSold
from marketplace.models.tickets.facts import BookedTickets, ChainBooking, ChainSlot, TicketsReturned
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.models.tickets.telling import TicketMark

_Booked = Row[Address, BookedTickets, TicketFare, ChainSlot]


class TellSales:
    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def tell(self) -> int:
        """A job. Returns: how many events were recorded."""
        with self.db.read() as session:
            final, mark = finalized_block(session), session.get(TicketMark, 1)
        if final <= (mark.block_number if mark else -1):
            return 0
        with self.db.write() as session:
            return self._tell(session, final)

    def _tell(self, session: Session, final: int) -> int:
        mark, now = session.get(TicketMark, 1, with_for_update=True), self.clock.now()
        if mark is None:
            mark = TicketMark(id=1, block_number=-1)
            session.add(mark)
        after, mark.block_number = mark.block_number, final
        events = [*_sold(session, after, final, now), *_given_back(session, after, final, now)]
        for event in events:
            record(session, event, now)
        return len(events)


def _sold(session: Session, after: int, until: int, now: datetime) -> Iterator[TicketsSold]:
    found = (
        select(ChainBooking.recipient, BookedTickets, TicketFare, ChainSlot)
        .join(BookedTickets, BookedTickets.booking_id == ChainBooking.booking_id)
        .join(TicketFare, TicketFare.number == BookedTickets.fare_number)
        .join(ChainSlot, ChainSlot.service_number == TicketFare.service_number)
        .where(ChainBooking.block_number > after, ChainBooking.block_number <= until)
        .where(ChainSlot.slot == BookedTickets.slot, ChainSlot.ends_at > unix(now))
        .order_by(BookedTickets.block_number, BookedTickets.log_index, BookedTickets.part)
    )  # fmt: skip
    rows = session.execute(found).all()
    for _, group in groupby(rows, key=lambda row: (row.BookedTickets.booking_id, row.ChainSlot.slot)):
        of_slot = list(group)
        yield TicketsSold(**_said(session, of_slot[0].recipient, of_slot[0].ChainSlot, _lines(of_slot)))


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


def _given_back(session: Session, after: int, until: int, now: datetime) -> Iterator[TicketsGivenBack]:
    """Read without a join: fare and slot stand in the ticket's id."""
    found = select(TicketsReturned).where(TicketsReturned.block_number > after, TicketsReturned.block_number <= until)
    for back in session.scalars(found.order_by(TicketsReturned.block_number, TicketsReturned.log_index)).all():
        number, place = split_ticket_id(back.token_id)
        fare = session.get(TicketFare, number)
        if fare is None:  # of another installation on the same chain
            continue
        slot = session.scalar(select(ChainSlot).filter_by(service_number=fare.service_number, slot=place))
        if slot is not None and slot.ends_at > unix(now):
            line = TicketLine(back.token_id, fare.name_ja, fare.name_en, back.quantity)
            yield TicketsGivenBack(**_said(session, back.holder, slot, [line]))


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
