"""Services, slots, fares, bookings and what became of tickets, from the logs of TicketInventory.

A fare's number is one of ours while it is below 2^31: then a ticket id fits a column. Others were not made by this
installation and are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from chain.contracts.ticket_inventory import split_ticket_id
from chain.ids import ZERO_ADDRESS
from chain.indexer.facts import Fact, FactProjector, Row, on
from chain.indexer.projector import LogRecord
from chain.indexer.sums import add_to_sums
from marketplace.models.tickets.facts import (
    BookedTickets,
    ChainBooking,
    ChainFare,
    ChainService,
    ChainSlot,
    FareClosed,
    SlotCancelled,
    SlotCapacity,
    TakingsPaid,
    TicketAdmission,
    TicketHolding,
    TicketMovement,
    TicketSales,
    TicketShare,
    TicketsReturned,
)
from marketplace.projections.counting import Counted, count

_TICKETS = "TicketInventory"
_MOST = 2**63 - 1  # what a column holds


class TicketProjector(FactProjector):
    name = "marketplace.tickets"
    tables: ClassVar[Mapping[type[Fact], tuple[str, ...]]] = {
        ChainService: (),
        ChainSlot: (),
        SlotCapacity: (),
        SlotCancelled: (),
        ChainFare: (),
        FareClosed: (),
        ChainBooking: (),
        BookedTickets: (),
        TicketAdmission: (),
        TicketsReturned: (),
        TicketMovement: (),
        TakingsPaid: (),
        TicketShare: (),
    }

    def deltas(self, session: Session, table: type[Fact], rows: Sequence[Mapping[str, Any]], sign: int) -> None:
        if table is TicketMovement:
            add_to_sums(session, TicketHolding, _held(rows, sign))
        elif table is BookedTickets:
            sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
            for row in rows:
                sums[row["fare_number"], row["slot"]][0] += sign * row["quantity"]
            add_to_sums(session, TicketSales, sums)
        elif table is ChainService:
            count(session, [Counted(f"service:{row['number']}", opened=1) for row in rows], sign)
        elif table is TicketsReturned:
            back: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
            for row in rows:
                back[split_ticket_id(row["token_id"])][1] += sign * row["quantity"]
            add_to_sums(session, TicketSales, back)

    @on(_TICKETS, "ServiceOpened")
    def service_opened(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        opened = {"number": args["serviceId"], "municipality": args["municipality"]}
        yield ChainService, {**opened, "block_time": log.block_time}

    @on(_TICKETS, "SlotOpened")
    def slot_opened(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainSlot,
            {
                **_slot(log),
                "capacity": args["capacity"],
                "price_basis_points": args["priceBasisPoints"],
                "starts_at": min(args["startsAt"], _MOST),
                "admits_from": min(args["admitsFrom"], _MOST),
                "ends_at": min(args["endsAt"], _MOST),
            },
        )

    @on(_TICKETS, "SlotCapacityChanged")
    def capacity_changed(self, log: LogRecord) -> Iterable[Row]:
        yield SlotCapacity, {**_slot(log), "capacity": log.args["capacity"]}

    @on(_TICKETS, "SlotCancelled")
    def slot_cancelled(self, log: LogRecord) -> Iterable[Row]:
        yield SlotCancelled, {**_slot(log), "block_time": log.block_time}

    @on(_TICKETS, "FareOpened")
    def fare_opened(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        if args["price"] > _MOST or args["merchantId"] > _MOST:
            return
        yield (
            ChainFare,
            {
                "number": args["fareId"],
                "service_number": args["serviceId"],
                "price": args["price"],
                "program_id": args["programId"],
                "merchant_id": args["merchantId"],
                "seats": args["seats"],
                "legs": args["legs"],
                "least_slots": args["leastSlots"],
                "transfer_cut_off": args["transferCutOff"],
            },
        )

    @on(_TICKETS, "FareClosed")
    def fare_closed(self, log: LogRecord) -> Iterable[Row]:
        yield FareClosed, {"fare_number": log.args["fareId"], "is_closed": log.args["closed"]}

    @on(_TICKETS, "Booked")
    def booked(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        yield (
            ChainBooking,
            {
                "booking_id": args["bookingId"],
                "service_number": args["serviceId"],
                "buyer": args["buyer"],
                "recipient": args["recipient"],
                "first_slot": args["firstSlot"],
                "slots": args["slots"],
                "total": args["total"],
                "block_time": log.block_time,
                "tx_hash": log.tx_hash,
            },
        )
        for slot in range(args["firstSlot"], args["firstSlot"] + args["slots"]):
            for fare, quantity in zip(args["fareIds"], args["quantities"], strict=True):
                booked = {"booking_id": args["bookingId"], "fare_number": fare}
                yield BookedTickets, {**booked, "slot": slot, "quantity": quantity}

    @on(_TICKETS, "Admitted")
    def admitted(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        if args["id"] <= _MOST:
            which = {"token_id": args["id"], "holder": args["holder"], "place": min(args["place"], _MOST)}
            yield TicketAdmission, {**which, "leg": args["leg"], "units": args["units"], **_moment(log)}

    @on(_TICKETS, "TicketsReturned")
    def returned(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        if args["id"] <= _MOST:
            which = {"token_id": args["id"], "holder": args["holder"], "quantity": args["quantity"]}
            amounts = {"refund": args["refund"], "program_id": args["programId"]}
            yield TicketsReturned, {**which, **amounts, **_moment(log)}

    @on(_TICKETS, "TransferSingle")
    def moved(self, log: LogRecord) -> Iterable[Row]:
        yield from _movement(log, log.args["id"], log.args["value"])

    @on(_TICKETS, "TransferBatch")
    def moved_many(self, log: LogRecord) -> Iterable[Row]:
        for token_id, amount in zip(log.args["ids"], log.args["values"], strict=True):
            yield from _movement(log, token_id, amount)

    @on(_TICKETS, "TakingsPaid")
    def takings_paid(self, log: LogRecord) -> Iterable[Row]:
        args = log.args
        if args["id"] <= _MOST:
            yield TakingsPaid, {"token_id": args["id"], "amount": args["amount"], "block_time": log.block_time}

    @on(_TICKETS, "SharePaid")
    def share_paid(self, log: LogRecord) -> Iterable[Row]:
        token_id = int.from_bytes(log.args["saleId"], "big")
        if token_id <= _MOST:
            yield TicketShare, {"token_id": token_id, "payee": log.args["payee"], "amount": log.args["amount"]}


def _slot(log: LogRecord) -> dict[str, Any]:
    return {"service_number": log.args["serviceId"], "slot": log.args["slot"]}


def _moment(log: LogRecord) -> dict[str, Any]:
    return {"block_time": log.block_time, "tx_hash": log.tx_hash}


def _movement(log: LogRecord, token_id: int, amount: int) -> Iterable[Row]:
    if token_id > _MOST or amount == 0:
        return
    between = {"sender": log.args["from"], "receiver": log.args["to"]}
    yield TicketMovement, {"token_id": token_id, **between, "amount": amount, **_moment(log)}


def _held(rows: Sequence[Mapping[str, Any]], sign: int) -> dict[tuple[Any, ...], list[int]]:
    sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0])
    for row in rows:
        for holder, way in ((row["sender"], -sign), (row["receiver"], sign)):
            if holder != ZERO_ADDRESS:
                sums[holder, row["token_id"]][0] += way * row["amount"]
    return sums
