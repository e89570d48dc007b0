"""The waiting list of a full slot: people join and leave, and are told in order when seats are free again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid
from chain.events import record
from chain.ids import Address
from marketplace.events import SeatsFreed
from marketplace.models.tickets.errors import SlotUnavailable, WaitingRefused
from marketplace.models.tickets.services import TicketService
from marketplace.models.tickets.waiting import MOST_WAITING, WaitingGuest
from marketplace.queries.tickets.services import SlotView, service_view, slot_views
from marketplace.services.tickets.book import MOST_TICKETS

HEAD_START = timedelta(minutes=30)  # so long nobody else is told of the same seats


@dataclass(frozen=True, slots=True)
class WaitingList:
    db: Database
    clock: Clock

    def join(self, number: int, slot: int, seats: int, account: Address) -> None:
        """Once more is another number of seats, at the place one had. Raises: ServiceUnknown, SlotUnavailable,
        WaitingRefused, Invalid (seats)."""
        if not 1 <= seats <= MOST_TICKETS:
            raise Invalid("seats", "one_to_most", most=MOST_TICKETS)
        now = self.clock.now()
        with self.db.write() as session:
            view = service_view(session, number, now).slot(slot)
            _require_full(view, slot, seats, now)
            found = session.scalar(select(WaitingGuest).filter_by(service_number=number, slot=slot, account=account))
            if found is not None and found.told_at is None:
                found.seats = seats
                return
            if found is not None:  # was told, missed it, and goes to the end
                session.delete(found)
                session.flush()
            waiting = select(func.count()).select_from(WaitingGuest).filter_by(service_number=number, slot=slot)
            if (session.scalar(waiting) or 0) >= MOST_WAITING:
                raise WaitingRefused(slot, "crowded", MOST_WAITING)
            session.add(WaitingGuest(service_number=number, slot=slot, account=account, seats=seats, created_at=now))

    def leave(self, number: int, slot: int, account: Address) -> None:
        """Twice does no harm."""
        own = delete(WaitingGuest).where(
            WaitingGuest.service_number == number, WaitingGuest.slot == slot, WaitingGuest.account == account
        )
        with self.db.write() as session:
            session.execute(own)

    def slots_of(self, number: int, account: Address) -> dict[int, int]:
        """For how many seats of which slots of a service somebody waits."""
        with self.db.read() as session:
            own = select(WaitingGuest).filter_by(service_number=number, account=account, told_at=None)
            return {one.slot: one.seats for one in session.scalars(own)}

    def tell(self) -> int:
        """A job. Who waits longest is told first; no more people at once than there are seats. Returns: how many."""
        now = self.clock.now()
        with self.db.read() as session:
            if session.scalar(select(WaitingGuest.id).limit(1)) is None:
                return 0
        told = 0
        with self.db.write() as session:
            services = session.scalars(
                select(WaitingGuest.service_number).distinct().order_by(WaitingGuest.service_number)
            )
            for number in list(services):
                service = session.get_one(TicketService, number)
                for slot in slot_views(session, number, now):
                    if not slot.can_be_booked(now, 0):
                        _forget(session, number, slot.slot)
                        continue
                    for guest in _due(session, number, slot, now):
                        guest.told_at = now
                        record(session, _event(service, slot, guest), now)
                        told += 1
        return told


def _require_full(view: SlotView | None, slot: int, seats: int, now: datetime) -> None:
    if view is None:
        raise SlotUnavailable(slot, "unknown")
    if not view.can_be_booked(now, 0):
        raise WaitingRefused(slot, "over")
    if view.left >= seats:
        raise WaitingRefused(slot, "free")


def _due(session: Session, number: int, slot: SlotView, now: datetime) -> Iterator[WaitingGuest]:
    waiting = select(WaitingGuest).filter_by(service_number=number, slot=slot.slot).order_by(WaitingGuest.id)
    guests = list(session.scalars(waiting))
    promised = sum(guest.seats for guest in guests if guest.told_at and guest.told_at > now - HEAD_START)
    left = slot.left - promised
    for guest in guests:
        if guest.told_at is None and guest.seats <= left:
            left -= guest.seats
            yield guest


def _forget(session: Session, number: int, slot: int) -> None:
    session.execute(delete(WaitingGuest).where(WaitingGuest.service_number == number, WaitingGuest.slot == slot))


def _event(service: TicketService, slot: SlotView, guest: WaitingGuest) -> SeatsFreed:
    return SeatsFreed(
        waiting=guest.id,
        service=service.number,
        slot=slot.slot,
        account=guest.account,
        seats=guest.seats,
        begins_at=slot.begins_at,
        name_ja=service.name_ja,
        name_en=service.name_en,
    )
