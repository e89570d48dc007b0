"""Which of a holder's tickets are about to be cancelled (消込): the first step of every admission."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import unix
from marketplace.models.tickets.bookings import HolderAct, HolderActKind
from marketplace.models.tickets.details import Leg
from marketplace.models.tickets.errors import TicketUnknown
from marketplace.models.tickets.facts import TicketHolding, TicketsReturned
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
from marketplace.services.tickets.ticket_code import ReadCode


def reserve(
    session: Session, door: Door, scan: Scan, read: ReadCode, leg: int, count: int, now: datetime, *, is_managed: bool
) -> HolderAct:
    """One leg of so many of the holder's tickets, in the caller's transaction; it is to be signed then. A scan that is
    known here already is what it became the first time.

    Raises: DoorClosed, NotHolder, NoLongerGood, WrongPlace, WrongDate, UsedAlready, FewLeft, PhoneSignatureNeeded,
    ScanInvalid.
    """
    # First: two doors must not take the same ticket at once.
    session.get(TicketHolding, (read.holder, read.token_id), with_for_update=True)
    if known := find_scan(session, door.merchant_id, scan.nonce):
        if (known.token_id, known.holder) != (read.token_id, read.holder):
            raise ScanInvalid("other")
        return known
    door.require_open()
    found = find_at_door(session, read, now)
    units = _units(found, door, leg, count, now)
    if not is_managed:
        return _take_signed(session, found, door, scan, leg, count, now)
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
    return act


def find_at_door(session: Session, read: ReadCode, now: datetime) -> TicketAtDoor:
    """Raises: NotHolder, NoLongerGood."""
    try:
        return ticket_at_door(session, read.token_id, read.holder, now)
    except TicketUnknown:
        returned = select(TicketsReturned.token_id).filter_by(token_id=read.token_id, holder=read.holder).limit(1)
        if session.scalar(returned) is not None:
            raise NoLongerGood("returned") from None
        raise NotHolder() from None


def legs_here(found: TicketAtDoor, door: Door) -> list[tuple[int, Leg, int]]:
    """(Number of the leg, leg, how many are left). Raises: WrongPlace."""
    town = found.view.service.municipality
    legs = [(number, leg, found.left(number)) for number, leg in found.legs() if door.serves(leg.place, town)]
    if not legs:
        raise WrongPlace()
    return legs


def require_good(found: TicketAtDoor, now: datetime) -> None:
    """Raises: NoLongerGood, WrongDate."""
    slot = found.view.slot
    if slot.is_cancelled:
        raise NoLongerGood("cancelled")
    if unix(now) < slot.admits_from:
        raise WrongDate("early", datetime.fromtimestamp(slot.admits_from, UTC))
    if unix(now) >= slot.ends_at:
        raise WrongDate("over", datetime.fromtimestamp(slot.ends_at, UTC))


def require_unused(found: TicketAtDoor, leg: int) -> None:
    """Raises: UsedAlready, NotHolder where what is left is on its way to somebody else."""
    if not found.left(leg):
        if leg not in found.used_at:
            raise NotHolder()
        raise UsedAlready(found.used_at[leg])


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


def _units(found: TicketAtDoor, door: Door, leg: int, count: int, now: datetime) -> int:
    """Which of the holder's tickets are cancelled."""
    here = {number: left for number, _, left in legs_here(found, door)}
    if leg not in here:
        is_there = any(number == leg for number, _ in found.legs())
        raise WrongPlace() if is_there else ScanInvalid("leg")
    require_good(found, now)
    require_unused(found, leg)
    if count < 1:
        raise ScanInvalid("count")
    if count > here[leg]:
        raise FewLeft(here[leg])
    return found.free_units(leg, count)
