"""A ferry whose ledger is written down directly. Booking on a real chain is tested under tests/integration."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from eth_utils import keccak, to_checksum_address
from sqlalchemy import select

from app.wiring import Platform
from chain.clock import unix
from chain.contracts.ticket_inventory import ticket_id
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from marketplace.models import Kind, Share, YenBalance
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.details import Leg, RefundRule, ServiceDetail
from marketplace.models.tickets.facts import (
    BookedTickets,
    ChainBooking,
    ChainFare,
    ChainService,
    ChainSlot,
    TicketHolding,
    TicketSales,
)
from marketplace.models.tickets.services import TicketFare, TicketSlot
from marketplace.services.put_town import TownWords
from marketplace.services.tickets.assembly import TicketServices
from marketplace.services.tickets.write_service import FarePlan, ServiceDraft, SlotPlan

MATSUZAKI = MunicipalityCode("223051")
PIER = 501


def address(name: str) -> Address:
    return Address(to_checksum_address(keccak(text=name)[-20:]))


OFFICER, FERRY = address("officer"), address("ferry")


@dataclass(slots=True)
class Harbour:
    """Puts a service on chain, and lets bookings arrive, without a chain."""

    platform: Platform
    blocks: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def tickets(self) -> TicketServices:
        return self.platform.marketplace.tickets

    def draft(self, *, kind: Kind = Kind.TICKET, capacity: int = 10) -> ServiceDraft:
        start = self.platform.clock.now().replace(hour=0, minute=30, second=0, microsecond=0) + timedelta(days=2)
        is_stay = kind is Kind.STAY
        legs = (
            (Leg("宿泊", "Stay", PIER),) if is_stay else (Leg("乗船", "Boarding", PIER), Leg("灯台", "Lighthouse", 0))
        )
        rules, shares = (RefundRule(86_400, 8_000),), (Share(FERRY, 10_000, "船会社", "Ferry company"),)
        return ServiceDraft(
            municipality=MATSUZAKI,
            kind=kind,
            detail=ServiceDetail("清水港", "Shimizu Port", minutes=0 if is_stay else 75,
                                 check_in="15:00" if is_stay else "", check_out="10:00" if is_stay else "",
                                 needs_register=is_stay),
            name_ja="海の宿" if is_stay else "駿河湾フェリー",
            name_en="Inn by the sea" if is_stay else "Suruga Bay Ferry",
            story_ja="海をわたります。",
            story_en="Across the bay.",
            gives_ja=("片道1回",),
            gives_en=("One way, once",),
            scene="ferry",
            fares=(
                FarePlan("おとな", "Adult", 2_600, legs, rules, shares, transfer_cut_off=3_600,
                         least_slots=2 if is_stay else 1),
                FarePlan("こども", "Child", 1_300, legs[:1], (), shares, transfer_cut_off=None),
            ),
            slots=[
                SlotPlan(day, capacity, start + timedelta(days=day), start - timedelta(days=1),
                         start + timedelta(days=day, hours=2), 12_000 if day == 2 else 10_000)
                for day in range(3)
            ],
        )  # fmt: skip

    def open(self, *, kind: Kind = Kind.TICKET, capacity: int = 10) -> int:
        number = self.tickets.write.draft(OFFICER, self.draft(kind=kind, capacity=capacity))
        with self.platform.db.write() as session:
            session.add(
                ChainService(
                    number=number,
                    municipality=int(MATSUZAKI),
                    block_time=unix(self.platform.clock.now()),
                    **self.fact(),
                )
            )
            for fare in session.scalars(select(TicketFare).filter_by(service_number=number)).all():
                session.add(
                    ChainFare(
                        number=fare.number, service_number=number, price=fare.price, program_id=0, merchant_id=0,
                        seats=1, legs=len(fare.legs), least_slots=fare.least_slots,
                        transfer_cut_off=fare.transfer_cut_off, **self.fact(),
                    )
                )  # fmt: skip
            for slot in session.scalars(select(TicketSlot).filter_by(service_number=number)).all():
                session.add(
                    ChainSlot(
                        service_number=number, slot=slot.slot, capacity=slot.capacity,
                        price_basis_points=slot.price_basis_points, starts_at=slot.starts_at,
                        admits_from=slot.admits_from, ends_at=slot.ends_at, **self.fact(),
                    )
                )  # fmt: skip
        return number

    def fares(self, number: int) -> tuple[int, int]:
        """Adult, child."""
        adult, child = self.tickets.pages.service(number).fares
        return adult.fare.number, child.fare.number

    def give_yen(self, account: Address, amount: int) -> None:
        with self.platform.db.write() as session:
            session.merge(YenBalance(account=account, amount=amount))

    def arrive(self, booking_id: int) -> None:
        """The chain has taken a signed booking."""
        with self.platform.db.write() as session:
            booking = session.get_one(TicketBooking, booking_id)
            moment, place = unix(self.platform.clock.now()), self.fact()
            session.add(
                ChainBooking(
                    booking_id=booking.booking_id, service_number=booking.service_number, buyer=booking.buyer,
                    recipient=booking.recipient, first_slot=booking.first_slot, slots=booking.slots,
                    total=booking.total, block_time=moment, tx_hash=keccak(text=f"booking {booking_id}"), **place,
                )
            )  # fmt: skip
            for slot in range(booking.first_slot, booking.first_slot + booking.slots):
                for fare, quantity in booking.fares:
                    booked = {"booking_id": booking.booking_id, "fare_number": fare, "slot": slot}
                    session.add(BookedTickets(**booked, quantity=quantity, **self.fact()))
                    session.merge(TicketSales(fare_number=fare, slot=slot, booked=quantity, returned=0))
                    held = {"holder": booking.recipient, "token_id": ticket_id(fare, slot)}
                    session.merge(TicketHolding(**held, amount=quantity))

    def fact(self) -> dict[str, int]:
        return {"block_number": next(self.blocks), "log_index": 0, "part": 0}


@pytest.fixture
def db(sqlite: Database) -> Database:
    return sqlite


@pytest.fixture
def harbour(platform: Platform) -> Harbour:
    platform.marketplace.put_town.put(
        TownWords(MATSUZAKI, "松崎町", "Matsuzaki", "静岡県", "Shizuoka", "", "", "", "", (), "seigaiha", "ferry", 1, 0)
    )
    return Harbour(platform)
