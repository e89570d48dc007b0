"""The door scans a ticket's code and lets people in: one leg of so many tickets is cancelled (消込).

In three steps, each of which may be repeated with the same nonce: reserve the tickets' numbers; have the admission
signed (by the managed wallet, as the holder showed the code); put it into the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from marketplace.models import OrderState
from marketplace.models.tickets.bookings import HolderAct, HolderActKind
from marketplace.models.tickets.details import Leg
from marketplace.models.tickets.errors import TicketUnknown
from marketplace.models.tickets.facts import TicketHolding, TicketsReturned
from marketplace.models.tickets.services import TicketFare, TicketService
from marketplace.ports import Signer
from marketplace.queries.admission.tickets import TicketAtDoor, find_scan, signed_ahead, ticket_at_door
from marketplace.services.admission.door import SIGNATURE_LIFE, Door, Scan
from marketplace.services.admission.errors import (
    FewLeft,
    NoLongerGood,
    NotHolder,
    PhoneSignatureNeeded,
    ScanInvalid,
    UsedAlready,
    WrongDate,
    WrongPlace,
)
from marketplace.services.tickets.acts import admission_act
from marketplace.services.tickets.ticket_code import ReadCode, TicketCodes

_REASON = "marketplace.admission"


@dataclass(frozen=True, slots=True)
class DoorTicket:
    """What the door may cancel: (number of the leg, leg, how many are left) of the legs of this place."""

    token_id: int
    holder: Address
    service: TicketService
    fare: TicketFare
    legs: list[tuple[int, Leg, int]]


@dataclass(frozen=True, slots=True)
class Admitted:
    """`left`: how many of the holder's tickets may still have this leg cancelled."""

    act_id: int
    service: TicketService
    fare: TicketFare
    leg: Leg
    count: int
    left: int
    at: datetime
    error_name: str


class AdmitTicket:
    """Does not check that `door.staff` works for the shop; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, signer: Signer, codes: TicketCodes) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer
        self.codes = codes

    def look(self, door: Door, code: str) -> DoorTicket:
        """What the code is good for here and now; nothing is cancelled yet.

        Raises: Invalid (code, foreign), DoorClosed, NotHolder, NoLongerGood, WrongPlace, WrongDate, UsedAlready.
        """
        read = self.codes.read(code)
        door.require_open()
        now = self.clock.now()
        with self.db.read() as session:
            found = _find(session, read, now)
            legs = _legs_here(found, door)
            _require_good(found, now)
            if not any(left for _, _, left in legs):
                raise UsedAlready(found.used_at[legs[-1][0]])
            return DoorTicket(read.token_id, read.holder, found.view.service, found.view.fare, legs)

    def admit(self, door: Door, scan: Scan, leg: int, count: int) -> Admitted:
        """Let `count` people in. With a nonce that is known here already: what it became the first time.

        Raises: as `look`, and FewLeft, PhoneSignatureNeeded, ScanInvalid.
        """
        scan.check()
        read = self.codes.read(scan.code)
        is_managed = self.signer.is_managed(read.holder)
        act_id = self._reserve(door, scan, read, leg, count, is_managed=is_managed)
        self._sign(act_id)
        return self.admitted(act_id)

    def is_known(self, place: int, scan: Scan) -> bool:
        """Whether this very scan has let somebody in already."""
        with self.db.read() as session:
            return find_scan(session, place, scan.nonce) is not None

    def admitted(self, act_id: int) -> Admitted:
        with self.db.read() as session:
            act = session.get_one(HolderAct, act_id)
            found = ticket_at_door(session, act.token_id, act.holder, self.clock.now())
            fare = found.view.fare
            leg, count = fare.typed_legs()[act.leg], act.units.bit_count()
            left = found.left(act.leg)
            return Admitted(act.id, found.view.service, fare, leg, count, left, act.created_at, act.error_name)

    def _reserve(self, door: Door, scan: Scan, read: ReadCode, leg: int, count: int, *, is_managed: bool) -> int:
        now = self.clock.now()
        with self.db.write() as session:
            # First: two doors must not take the same ticket at once.
            session.get(TicketHolding, (read.holder, read.token_id), with_for_update=True)
            if known := find_scan(session, door.merchant_id, scan.nonce):
                if (known.token_id, known.holder) != (read.token_id, read.holder):
                    raise ScanInvalid("other")
                return known.id
            door.require_open()
            found = _find(session, read, now)
            units = _units(found, door, leg, count, now)
            if not is_managed:
                return _take_signed(session, found, door, scan, leg, count, now).id
            act = HolderAct(
                kind=HolderActKind.ADMIT,
                token_id=read.token_id,
                holder=read.holder,
                leg=leg,
                units=units,
                place=door.merchant_id,
                door=door.merchant_id,
                staff=door.staff,
                scan=scan.nonce,
                deadline=unix(now + SIGNATURE_LIFE),
                created_at=scan.moment(now),
            )
            session.add(act)
            session.flush()
            return act.id

    def _sign(self, act_id: int) -> None:
        """Outside any transaction, as the wallet keeps a log of its own. Repeating it does no harm."""
        with self.db.read() as session:
            act = session.get_one(HolderAct, act_id)
            if act.state != OrderState.AWAITING_SIGNATURE or unix(self.clock.now()) >= act.deadline:
                return
            asked = self.contracts.tickets.signed_message(admission_act(act))
        signature = act.signature or self.signer.sign_typed_data(act.holder, asked, reason=_REASON)
        with self.db.write() as session:
            act = session.get_one(HolderAct, act_id, with_for_update=True)
            if act.state != OrderState.AWAITING_SIGNATURE:
                return
            act.signature, act.state = signature, OrderState.PENDING
            name = f"marketplace.ticket_holder_act:{act.id}"
            call = self.contracts.tickets.admit(admission_act(act), signature)
            enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=act.holder)


def _take_signed(
    session: Session, found: TicketAtDoor, door: Door, scan: Scan, leg: int, count: int, now: datetime
) -> HolderAct:
    """What the holder signed on their phone for just this many, used by this scan."""
    for act in signed_ahead(session, found, now):
        if act.leg == leg and act.units.bit_count() == count and act.place in (door.merchant_id, 0):
            act.door, act.scan = door.merchant_id, scan.nonce
            act.staff, act.created_at = door.staff, scan.moment(now)
            return act
    raise PhoneSignatureNeeded("ticket")


def _find(session: Session, read: ReadCode, now: datetime) -> TicketAtDoor:
    try:
        return ticket_at_door(session, read.token_id, read.holder, now)
    except TicketUnknown:
        returned = select(TicketsReturned.token_id).filter_by(token_id=read.token_id, holder=read.holder).limit(1)
        if session.scalar(returned) is not None:
            raise NoLongerGood("returned") from None
        raise NotHolder() from None


def _legs_here(found: TicketAtDoor, door: Door) -> list[tuple[int, Leg, int]]:
    town = found.view.service.municipality
    legs = [(number, leg, found.left(number)) for number, leg in found.legs() if door.serves(leg.place, town)]
    if not legs:
        raise WrongPlace()
    return legs


def _require_good(found: TicketAtDoor, now: datetime) -> None:
    slot = found.view.slot
    if slot.is_cancelled:
        raise NoLongerGood("cancelled")
    if unix(now) < slot.admits_from:
        raise WrongDate("early", datetime.fromtimestamp(slot.admits_from, UTC))
    if unix(now) >= slot.ends_at:
        raise WrongDate("over", datetime.fromtimestamp(slot.ends_at, UTC))


def _units(found: TicketAtDoor, door: Door, leg: int, count: int, now: datetime) -> int:
    """Which of the holder's tickets are cancelled."""
    here = {number: left for number, _, left in _legs_here(found, door)}
    if leg not in here:
        is_there = any(number == leg for number, _ in found.legs())
        raise WrongPlace() if is_there else ScanInvalid("leg")
    _require_good(found, now)
    if here[leg] == 0:
        raise UsedAlready(found.used_at[leg])
    if count < 1:
        raise ScanInvalid("count")
    if count > here[leg]:
        raise FewLeft(here[leg])
    return found.free_units(leg, count)
