"""What an officer sees of a town's services: how far each signature has come, and what was sold of which slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import MunicipalityCode
from marketplace.models import PublishState
from marketplace.models.tickets.errors import ServiceUnknown
from marketplace.models.tickets.facts import ChainSlot, FareClosed, SlotCapacity
from marketplace.models.tickets.services import OfficerAct, TicketAct, TicketFare, TicketService, TicketSlot
from marketplace.queries.tickets.services import ServiceView, service_view, services_of


class Stage(StrEnum):
    TO_SIGN = "to_sign"
    UNDER_WAY = "under_way"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ActLine:
    """`slots`: what it opens or changes; `fare`: what it is about."""

    act: OfficerAct
    stage: Stage
    slots: Sequence[TicketSlot]
    fare: TicketFare | None

    @property
    def can_be_signed(self) -> bool:
        return self.stage in (Stage.TO_SIGN, Stage.REFUSED)

    @property
    def can_be_withdrawn(self) -> bool:
        """Only what nobody signed, and not what the service consists of."""
        return self.stage is Stage.TO_SIGN and self.act.act not in (TicketAct.OPEN_SERVICE, TicketAct.OPEN_FARE)


@dataclass(frozen=True, slots=True)
class ServiceDesk:
    view: ServiceView
    lines: list[ActLine]

    @property
    def service(self) -> TicketService:
        return self.view.service

    @property
    def to_sign(self) -> list[ActLine]:
        return [line for line in self.lines if line.can_be_signed]

    @property
    def next_act(self) -> ActLine | None:
        """The oldest that still needs a signature: a service before its fares."""
        return next(iter(self.to_sign), None)

    @property
    def is_under_way(self) -> bool:
        return any(line.stage is Stage.UNDER_WAY for line in self.lines)

    def sold(self, now: datetime) -> tuple[int, int]:
        """Seats sold and for sale of the slots that have not begun."""
        coming = [slot for slot in self.view.coming(now) if not slot.is_cancelled]
        return sum(slot.sold for slot in coming), sum(slot.capacity for slot in coming)


def service_desk(session: Session, code: MunicipalityCode, number: int) -> ServiceDesk:
    """Raises: ServiceUnknown, also for another town's."""
    view = service_view(session, number)
    if view.service.municipality != code:
        raise ServiceUnknown(number)
    return ServiceDesk(view, _lines(session, view))


def service_desks(session: Session, code: MunicipalityCode) -> list[ServiceDesk]:
    """A town's, the newest first."""
    return [service_desk(session, code, service.number) for service in services_of(session, code)]


def _lines(session: Session, view: ServiceView) -> list[ActLine]:
    number = view.service.number
    slots: dict[int, list[TicketSlot]] = defaultdict(list)
    for slot in session.scalars(select(TicketSlot).filter_by(service_number=number).order_by(TicketSlot.slot)):
        slots[slot.act_id].append(slot)
    fares = {one.fare.number: one.fare for one in view.fares}
    done = _Done.of(session, view)
    return [
        ActLine(act, _stage(act, slots[act.id], done), slots[act.id], fares.get(act.about))
        for act in sorted(view.acts, key=lambda act: act.id)
    ]


@dataclass(frozen=True, slots=True)
class _Done:
    """What the ledger shows of a service: each capacity that a slot was given, each closing of a fare."""

    is_open: bool
    fares: set[int]
    closings: set[tuple[int, bool]]
    capacities: set[tuple[int, int]]
    cancelled: set[int]

    @classmethod
    def of(cls, session: Session, view: ServiceView) -> _Done:
        number, fares = view.service.number, [one.fare.number for one in view.fares]
        closings = select(FareClosed.fare_number, FareClosed.is_closed).where(FareClosed.fare_number.in_(fares))
        opened = select(ChainSlot.slot, ChainSlot.capacity).filter_by(service_number=number)
        changed = select(SlotCapacity.slot, SlotCapacity.capacity).filter_by(service_number=number)
        return cls(
            is_open=view.is_on_chain,
            fares={one.fare.number for one in view.fares if one.is_on_chain},
            closings={(row[0], row[1]) for row in session.execute(closings)},
            capacities={(row[0], row[1]) for found in (opened, changed) for row in session.execute(found)},
            cancelled={slot.slot for slot in view.slots if slot.is_cancelled},
        )


def _stage(act: OfficerAct, slots: Sequence[TicketSlot], done: _Done) -> Stage:
    if act.state == PublishState.AWAITING_SIGNATURE:
        return Stage.TO_SIGN
    if act.state == PublishState.FAILED:
        return Stage.REFUSED
    return Stage.DONE if _is_done(act, slots, done) else Stage.UNDER_WAY


def _is_done(act: OfficerAct, slots: Sequence[TicketSlot], done: _Done) -> bool:
    kind = TicketAct(act.act)
    if kind is TicketAct.OPEN_SERVICE:
        return done.is_open
    if kind is TicketAct.OPEN_SLOTS:
        return all((slot.slot, slot.capacity) in done.capacities for slot in slots)
    if kind is TicketAct.OPEN_FARE:
        return act.about in done.fares
    if kind is TicketAct.CANCEL_SLOT:
        return act.about in done.cancelled
    return (act.about, kind is TicketAct.CLOSE_FARE) in done.closings
