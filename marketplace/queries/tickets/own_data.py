"""What is held about one person's bookings and tickets."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.db import OwnData, plain_rows
from chain.ids import Address
from marketplace.models.tickets.bookings import HolderAct, TicketBooking
from marketplace.models.tickets.facts import TicketAdmission, TicketHolding
from marketplace.models.tickets.waiting import WaitingGuest


def ticket_data(session: Session, person: Address) -> OwnData:
    bookings = select(
        TicketBooking.id, TicketBooking.service_number, TicketBooking.fares, TicketBooking.first_slot,
        TicketBooking.slots, TicketBooking.total, TicketBooking.program_id,
        TicketBooking.state, TicketBooking.created_at,
    ).where(or_(TicketBooking.buyer == person, TicketBooking.recipient == person))  # fmt: skip
    acts = select(
        HolderAct.kind, HolderAct.token_id, HolderAct.receiver, HolderAct.quantity, HolderAct.state,
        HolderAct.created_at,
    ).where(or_(HolderAct.holder == person, HolderAct.receiver == person))  # fmt: skip
    held = select(TicketHolding.token_id, TicketHolding.amount).where(TicketHolding.holder == person)
    admitted = select(
        TicketAdmission.token_id, TicketAdmission.place, TicketAdmission.leg, TicketAdmission.units,
        TicketAdmission.block_time,
    ).where(TicketAdmission.holder == person)  # fmt: skip
    waiting = select(
        WaitingGuest.service_number,
        WaitingGuest.slot,
        WaitingGuest.seats,
        WaitingGuest.told_at,
        WaitingGuest.created_at,
    ).where(WaitingGuest.account == person)
    return {
        "ticket_waiting": plain_rows(session, waiting.order_by(WaitingGuest.id)),
        "ticket_bookings": plain_rows(session, bookings.order_by(TicketBooking.id)),
        "tickets": plain_rows(session, held.order_by(TicketHolding.token_id)),
        "ticket_acts": plain_rows(session, acts.order_by(HolderAct.id)),
        "ticket_admissions": plain_rows(session, admitted.order_by(TicketAdmission.block_number)),
    }
