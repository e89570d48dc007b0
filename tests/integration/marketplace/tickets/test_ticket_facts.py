"""What the projector keeps of tickets is what the chain says, also after the chain is projected once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from sqlalchemy import Select, select

from chain.contracts.structs import SignedStruct
from chain.contracts.ticket_acts import (
    Admission,
    Booking,
    Fare,
    FareClosing,
    Service,
    Slot,
    SlotsOpening,
    TicketGift,
    TicketReturn,
)
from chain.contracts.ticket_inventory import FareDetails, TicketInventory, slots_hash, ticket_id
from chain.contracts.typed_data import sign
from chain.ids import Address
from chain.outbox import Call
from marketplace.models.tickets import facts
from marketplace.projections import TicketProjector
from tests.fixtures.chain import UDA
from tests.fixtures.governance import FAR, send_call
from tests.fixtures.points import Region

BOAT, ADULT, CHILD, PIER = 1, 11, 12, 501
PURSE = Address("0x0000000000000000000000000000000000000070")
Kept = dict[str, list[dict[str, Any]]]


@dataclass
class Boat:
    """A boat with ten seats a departure, two fares, and somebody with yen."""

    region: Region
    guest: LocalAccount

    @property
    def tickets(self) -> TicketInventory:
        return self.region.chain.contracts.tickets

    @property
    def holder(self) -> Address:
        return Address(self.guest.address)

    def send(self, call: Call) -> None:
        send_call(self.region.chain, call)

    def clerks(self, act: SignedStruct) -> tuple[Address, bytes]:
        officer = self.region.chain.officer
        return Address(officer.address), sign(self.tickets.signed_message(act), officer.key)

    def open(self) -> None:
        service = Service(BOAT, UDA.number, FAR)
        self.send(self.tickets.open_service(service, *self.clerks(service)))
        start = self.region.chain.now() + 86_400
        self.open_slots([Slot(day, 10, 10_000, start, start - 86_400, start + 3_600) for day in (7, 8)], 1)
        details = FareDetails(((PURSE, 10_000),), (PIER,), ((3_600, 8_000),))
        for number, price in ((ADULT, 1_000), (CHILD, 500)):
            fare = Fare(number, BOAT, price, 0, 0, 1, 1, 0, 0, details.details_hash(), FAR)
            self.send(self.tickets.open_fare(fare, details, *self.clerks(fare)))

    def open_slots(self, slots: Sequence[Slot], nonce: int) -> None:
        opening = SlotsOpening(BOAT, slots_hash(slots), nonce, FAR)
        self.send(self.tickets.open_slots(opening, slots, *self.clerks(opening)))

    def signature(self, act: SignedStruct) -> bytes:
        return sign(self.tickets.signed_message(act), self.guest.key)


@pytest.fixture
def boat(region: Region) -> Boat:
    made = Boat(region, Account.create())
    region.chain.give_yen(made.holder, 10_000)
    made.open()
    return made


def test_bookings_admissions_returns_and_gifts_are_kept_and_come_back_in_a_rebuild(boat: Boat) -> None:
    family = Booking((ADULT, CHILD), (2, 2), 7, 2, boat.holder, boat.holder, 6_000, FAR, bytes(32))
    boat.send(boat.tickets.book(family, sign(boat.tickets.booking_message(family), boat.guest.key)))
    adult, child = ticket_id(ADULT, 7), ticket_id(CHILD, 7)
    boarding = Admission(adult, boat.holder, 0, 0b11, PIER, FAR)
    boat.send(boat.tickets.admit(boarding, boat.signature(boarding)))
    friend = Address(Account.create().address)
    gift = TicketGift(child, boat.holder, friend, 1, 1, FAR)
    boat.send(boat.tickets.give(gift, boat.signature(gift)))
    back = TicketReturn(child, boat.holder, 1, 400, 2, FAR)
    boat.send(boat.tickets.return_tickets(back, boat.signature(back)))
    closing = FareClosing(CHILD, True, 9, FAR)
    boat.send(boat.tickets.close_fare(closing, *boat.clerks(closing)))
    boat.region.chain.mine(at=boat.region.chain.now() + 90_000)
    boat.send(boat.tickets.pay_takings(child))
    boat.region.look()

    kept = _rows(boat)
    assert sales(kept) == {(ADULT, 7): (2, 0), (ADULT, 8): (2, 0), (CHILD, 7): (2, 1), (CHILD, 8): (2, 0)}
    assert held(kept) == {
        (boat.holder, adult): 2,
        (boat.holder, ticket_id(ADULT, 8)): 2,
        (boat.holder, ticket_id(CHILD, 8)): 2,
        (friend, child): 1,
    }
    for (holder, token_id), amount in held(kept).items():
        assert boat.tickets.balance_of(holder, token_id) == amount
    assert [(row["token_id"], row["leg"], row["units"]) for row in kept["ticket_admission"]] == [(adult, 0, 0b11)]
    assert [(row["payee"], row["amount"]) for row in kept["ticket_share"]] == [(PURSE, 600)]
    assert [row["is_closed"] for row in kept["ticket_fare_closed"]] == [True]
    boat.region.indexer.rebuild()
    boat.region.look()
    assert _rows(boat) == kept


def sales(kept: Kept) -> dict[tuple[int, int], tuple[int, int]]:
    return {(row["fare_number"], row["slot"]): (row["booked"], row["returned"]) for row in kept["ticket_sales"]}


def held(kept: Kept) -> dict[tuple[Address, int], int]:
    return {(row["holder"], row["token_id"]): row["amount"] for row in kept["ticket_holding"]}


def _rows(boat: Boat) -> Kept:
    tables: list[Any] = [*TicketProjector.tables, facts.TicketSales, facts.TicketHolding]
    with boat.region.platform.db.read() as session:
        return {
            str(table.__table__.name): [dict(row) for row in session.execute(_all_of(table)).mappings()]
            for table in tables
        }


def _all_of(table: Any) -> Select[Any]:
    return select(*table.__table__.columns).order_by(*table.__table__.primary_key.columns)
