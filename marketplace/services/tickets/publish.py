"""An officer signs what was written of a service, an act at a time; each is handed to the chain."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.structs import SignedStruct
from chain.contracts.ticket_inventory import TicketInventory
from chain.db import Database
from chain.ids import Address, MunicipalityCode
from chain.outbox import Call, enqueue
from marketplace.models import PublishState
from marketplace.models.tickets.errors import ActUnknown, ServiceFixed
from marketplace.models.tickets.services import OfficerAct, TicketAct, TicketFare, TicketSlot
from marketplace.services.catalogue.of_service import service_entry
from marketplace.services.catalogue.put_entry import put_entry
from marketplace.services.tickets.acts import (
    cancellation_act,
    closing_act,
    fare_act,
    fare_details,
    service_act,
    slot_structs,
    slots_act,
)
from marketplace.signing import OFFICER_SIGNATURE_LIFE, ToSign


class Publish:
    """Does not check that the officer holds the Curator role; the surface does by role, the contract by signature."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, code: MunicipalityCode, act_id: int, officer: Address) -> ToSign:
        """Raises: ActUnknown, also for another town's; ServiceFixed (signed)."""
        with self.db.write() as session:
            act = _act(session, act_id)
            if act.service.municipality != code:
                raise ActUnknown(act_id)
            if act.state == PublishState.PENDING:
                raise ServiceFixed(act.service_number, "signed")
            act.officer = officer
            act.deadline = unix(self.clock.now() + OFFICER_SIGNATURE_LIFE)
            struct = _struct(session, act)
            return ToSign(str(act.id), self.contracts.tickets.signed_message(struct))

    def complete(self, subject: str, signature: bytes) -> None:
        """A repeated call changes nothing. Raises: ActUnknown."""
        now = self.clock.now()
        with self.db.write() as session:
            act = _act(session, int(subject))
            call = _call(session, self.contracts.tickets, act, signature)
            name = f"marketplace.ticket_act:{act.id}"
            enqueue(session, call, key=f"{name}:{act.deadline}", subject=name, now=now, principal=act.officer)
            act.state, act.error_name = PublishState.PENDING, ""
            if act.act in (TicketAct.OPEN_SERVICE, TicketAct.OPEN_SLOTS, TicketAct.OPEN_FARE):
                put_entry(session, service_entry(session, act.service), now)


def _act(session: Session, act_id: int) -> OfficerAct:
    act = session.get(OfficerAct, act_id, with_for_update={"of": OfficerAct})
    if act is None:
        raise ActUnknown(act_id)
    return act


def _slots(session: Session, act: OfficerAct) -> Sequence[TicketSlot]:
    return session.scalars(select(TicketSlot).filter_by(act_id=act.id).order_by(TicketSlot.slot)).all()


def _struct(session: Session, act: OfficerAct) -> SignedStruct:
    kind = TicketAct(act.act)
    if kind is TicketAct.OPEN_SERVICE:
        return service_act(act.service, act.deadline)
    if kind is TicketAct.OPEN_SLOTS:
        return slots_act(act, _slots(session, act))
    if kind is TicketAct.OPEN_FARE:
        return fare_act(session.get_one(TicketFare, act.about), act.deadline)
    return cancellation_act(act) if kind is TicketAct.CANCEL_SLOT else closing_act(act)


def _call(session: Session, tickets: TicketInventory, act: OfficerAct, signature: bytes) -> Call:
    kind = TicketAct(act.act)
    if kind is TicketAct.OPEN_SERVICE:
        return tickets.open_service(service_act(act.service, act.deadline), act.officer, signature)
    if kind is TicketAct.OPEN_SLOTS:
        slots = _slots(session, act)
        return tickets.open_slots(slots_act(act, slots), slot_structs(slots), act.officer, signature)
    if kind is TicketAct.OPEN_FARE:
        fare = session.get_one(TicketFare, act.about)
        return tickets.open_fare(fare_act(fare, act.deadline), fare_details(fare), act.officer, signature)
    if kind is TicketAct.CANCEL_SLOT:
        return tickets.cancel_slot(cancellation_act(act), act.officer, signature)
    return tickets.close_fare(closing_act(act), act.officer, signature)
