"""An officer writes a service down: its words, fares and slots. Nothing is on chain before it is signed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts.ticket_inventory import NEVER_TRANSFERABLE
from chain.db import Database
from chain.db.numbers import unused_number
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from marketplace.errors import TownUnknown
from marketplace.models import Kind, PublishState, Share, Town
from marketplace.models.shares import check_shares, shares_to_json
from marketplace.models.tickets.details import (
    MOST_LEGS,
    MOST_SEATS,
    Leg,
    RefundRule,
    ServiceDetail,
    check_refunds,
    to_json,
)
from marketplace.models.tickets.errors import ActUnknown, ServiceFixed, ServiceUnknown
from marketplace.models.tickets.services import OfficerAct, TicketAct, TicketFare, TicketService, TicketSlot
from marketplace.signing import HIGHEST_NUMBER, LOWEST_NUMBER

SLOTS_A_SIGNATURE = 60  # opening one takes about 30,000 gas
_MOST_PRICE = 10_000_000
_MOST_CAPACITY = 100_000
_PARTS = (TicketAct.OPEN_SERVICE, TicketAct.OPEN_FARE)  # without which a service is none


@dataclass(frozen=True, slots=True)
class FarePlan:
    """`program_id` 0: paid in yen and shared by `shares`; else in points to the shop `merchant_id`.

    `transfer_cut_off`: seconds before the start until which a ticket may change hands; None = never.
    """

    name_ja: str
    name_en: str
    price: int
    legs: Sequence[Leg]
    refunds: Sequence[RefundRule] = ()
    shares: Sequence[Share] = ()
    seats: int = 1
    least_slots: int = 1
    transfer_cut_off: int | None = 0
    program_id: int = 0
    merchant_id: int = 0

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        if not self.name_ja.strip():
            raise Invalid("fare_name_ja", "empty")
        if not 0 <= self.price <= _MOST_PRICE:
            raise Invalid("price", "out_of_range", most=_MOST_PRICE)
        if not 1 <= len(self.legs) <= MOST_LEGS:
            raise Invalid("legs", "out_of_range", most=MOST_LEGS)
        if not 0 <= self.seats <= MOST_SEATS:
            raise Invalid("seats", "out_of_range", most=MOST_SEATS)
        if not 1 <= self.least_slots <= 60:
            raise Invalid("least_slots", "out_of_range", most=60)
        check_refunds(self.refunds)
        if self.program_id:
            if not self.merchant_id:
                raise Invalid("merchant_id", "empty")
        else:
            check_shares(self.shares)


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """`slot` numbers a departure, a day or a night. `starts_at` None: an open ticket, used until the end."""

    slot: int
    capacity: int
    starts_at: datetime | None
    admits_from: datetime
    ends_at: datetime
    price_basis_points: int = 10_000

    def check(self, now: datetime) -> None:
        """Raises: Invalid naming the field."""
        if not 0 <= self.capacity <= _MOST_CAPACITY:
            raise Invalid("capacity", "out_of_range", most=_MOST_CAPACITY)
        if not 0 <= self.price_basis_points <= 100_000:
            raise Invalid("price_percent", "out_of_range", most=1_000)
        if self.ends_at <= now or (self.starts_at or now) < now:
            raise Invalid("starts_at", "in_the_past")
        if (self.starts_at and self.starts_at > self.ends_at) or self.admits_from >= self.ends_at:
            raise Invalid("ends_at", "before_starts_at")


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    municipality: MunicipalityCode
    kind: Kind
    detail: ServiceDetail
    name_ja: str
    name_en: str
    story_ja: str
    story_en: str
    gives_ja: Sequence[str]
    gives_en: Sequence[str]
    scene: str
    fares: Sequence[FarePlan]
    slots: Sequence[SlotPlan]

    def check(self, now: datetime) -> None:
        """Raises: Invalid naming the field."""
        self.detail.check(self.kind)
        for field, most in (("name_ja", 80), ("name_en", 120)):
            text = getattr(self, field).strip()
            if not text or len(text) > most:
                raise Invalid(field, "too_long" if text else "empty", most=most)
        if not self.fares:
            raise Invalid("fares", "empty")
        for fare in self.fares:
            fare.check()
        _check_slots(self.slots, now)


class WriteService:
    """Does not check that the officer serves the town; the surface does."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def draft(self, officer: Address, draft: ServiceDraft) -> int:
        """The new service's number. Raises: Invalid, TownUnknown."""
        now = self.clock.now()
        draft.check(now)
        with self.db.write() as session:
            if session.get(Town, draft.municipality) is None:
                raise TownUnknown(draft.municipality)
            number = unused_number(session, TicketService.number, low=LOWEST_NUMBER, high=HIGHEST_NUMBER)
            session.add(
                TicketService(
                    number=number,
                    municipality=draft.municipality,
                    kind=draft.kind,
                    detail=asdict(draft.detail),
                    **{name: getattr(draft, name).strip() for name in ("name_ja", "name_en", "story_ja", "story_en")},
                    gives_ja=[line.strip() for line in draft.gives_ja if line.strip()],
                    gives_en=[line.strip() for line in draft.gives_en if line.strip()],
                    scene=draft.scene,
                    created_at=now,
                )
            )
            session.flush()
            _add_act(session, number, TicketAct.OPEN_SERVICE, officer, now)
            for fare in draft.fares:
                _add_fare(session, number, fare, officer, now)
            _add_slots(session, number, draft.slots, officer, now)
        return number

    def add_slots(self, code: MunicipalityCode, number: int, officer: Address, slots: Sequence[SlotPlan]) -> int:
        """More departures or nights, or another capacity of known ones; the id of the first act to be signed.

        Raises: ServiceUnknown, Invalid, ServiceFixed (slot_known).
        """
        now = self.clock.now()
        _check_slots(slots, now)
        with self.db.write() as session:
            town_service(session, code, number)
            for plan in slots:
                known = session.scalar(select(TicketSlot).filter_by(service_number=number, slot=plan.slot).limit(1))
                if known is not None and _times(plan) != (known.starts_at, known.admits_from, known.ends_at):
                    raise ServiceFixed(number, "slot_known")
            return _add_slots(session, number, slots, officer, now)

    def known_slots(self, number: int) -> dict[int, int]:
        """Numbers of the written slots, signed or not, by when they start."""
        with self.db.read() as session:
            found = select(TicketSlot.starts_at, TicketSlot.slot).filter_by(service_number=number)
            return {starts_at: slot for starts_at, slot in session.execute(found) if starts_at}

    def add_fare(self, code: MunicipalityCode, number: int, officer: Address, fare: FarePlan) -> None:
        """Raises: ServiceUnknown, Invalid."""
        fare.check()
        with self.db.write() as session:
            town_service(session, code, number)
            _add_fare(session, number, fare, officer, self.clock.now())

    def ask(self, code: MunicipalityCode, number: int, officer: Address, act: TicketAct, about: int) -> int:
        """Close or reopen a fare, or call a slot off; the id of the act to be signed.

        Raises: ServiceUnknown, Invalid (about).
        """
        with self.db.write() as session:
            town_service(session, code, number)
            column = TicketSlot.slot if act is TicketAct.CANCEL_SLOT else TicketFare.number
            known = select(column).where(column == about, column.class_.service_number == number).limit(1)
            if session.scalar(known) is None:
                raise Invalid("about", "unknown")
            waiting = select(OfficerAct).filter_by(
                service_number=number, act=act, about=about, state=PublishState.AWAITING_SIGNATURE
            )
            if (asked := session.scalar(waiting.limit(1))) is not None:
                return asked.id
            row = _add_act(session, number, act, officer, self.clock.now(), about)
            return row.id

    def withdraw(self, code: MunicipalityCode, number: int, act_id: int) -> None:
        """Take back what was asked for and nobody signed. Raises: ServiceUnknown, ActUnknown, ServiceFixed (signed)."""
        with self.db.write() as session:
            town_service(session, code, number)
            act = session.get(OfficerAct, act_id, with_for_update={"of": OfficerAct})
            if act is None or act.service_number != number:
                raise ActUnknown(act_id)
            if act.state != PublishState.AWAITING_SIGNATURE or act.act in _PARTS:
                raise ServiceFixed(number, "signed")
            session.execute(delete(TicketSlot).where(TicketSlot.act_id == act_id))
            session.delete(act)


def town_service(session: Session, code: MunicipalityCode, number: int) -> TicketService:
    """Raises: ServiceUnknown, also for another town's."""
    service = session.get(TicketService, number)
    if service is None or service.municipality != code:
        raise ServiceUnknown(number)
    return service


def _check_slots(slots: Sequence[SlotPlan], now: datetime) -> None:
    if not slots:
        raise Invalid("slots", "empty")
    if len({plan.slot for plan in slots}) < len(slots):
        raise Invalid("slots", "twice")
    for plan in slots:
        plan.check(now)


def _add_fare(session: Session, number: int, plan: FarePlan, officer: Address, now: datetime) -> None:
    fare = unused_number(session, TicketFare.number, low=LOWEST_NUMBER, high=HIGHEST_NUMBER)
    cut_off = NEVER_TRANSFERABLE if plan.transfer_cut_off is None else plan.transfer_cut_off
    session.add(
        TicketFare(
            number=fare,
            service_number=number,
            name_ja=plan.name_ja.strip(),
            name_en=plan.name_en.strip(),
            price=plan.price,
            program_id=plan.program_id,
            merchant_id=plan.merchant_id,
            seats=plan.seats,
            least_slots=plan.least_slots,
            transfer_cut_off=cut_off,
            legs=to_json(plan.legs),
            refunds=to_json(plan.refunds),
            shares=shares_to_json(plan.shares),
        )
    )
    session.flush()
    _add_act(session, number, TicketAct.OPEN_FARE, officer, now, fare)


def _add_slots(session: Session, number: int, slots: Sequence[SlotPlan], officer: Address, now: datetime) -> int:
    acts = []
    for first in range(0, len(slots), SLOTS_A_SIGNATURE):
        act = _add_act(session, number, TicketAct.OPEN_SLOTS, officer, now)
        acts.append(act.id)
        for plan in slots[first : first + SLOTS_A_SIGNATURE]:
            starts_at, admits_from, ends_at = _times(plan)
            session.add(
                TicketSlot(
                    service_number=number,
                    act_id=act.id,
                    slot=plan.slot,
                    capacity=plan.capacity,
                    price_basis_points=plan.price_basis_points,
                    starts_at=starts_at,
                    admits_from=admits_from,
                    ends_at=ends_at,
                )
            )
    return acts[0]


def _times(plan: SlotPlan) -> tuple[int, int, int]:
    return (unix(plan.starts_at) if plan.starts_at else 0, unix(plan.admits_from), unix(plan.ends_at))


def _add_act(
    session: Session, number: int, act: TicketAct, officer: Address, now: datetime, about: int = 0
) -> OfficerAct:
    row = OfficerAct(
        service_number=number, act=act, about=about, officer=officer, nonce=secrets.randbits(62), created_at=now
    )
    session.add(row)
    session.flush()
    return row
