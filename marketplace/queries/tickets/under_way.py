"""What a holder has signed about tickets and the chain has not done yet, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.contracts.ticket_inventory import split_ticket_id
from chain.ids import Address
from marketplace.models import OrderState
from marketplace.models.tickets.bookings import HolderAct, HolderActKind
from marketplace.models.tickets.facts import TicketMovement, TicketsReturned
from marketplace.models.tickets.services import TicketFare, TicketService

_SHOWN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ActView:
    act: HolderAct
    service: TicketService
    fare: TicketFare
    has_failed: bool


def acts_under_way(session: Session, holder: Address, now: datetime) -> list[ActView]:
    """Of the last day; what is done is left out."""
    found = select(HolderAct).where(
        HolderAct.holder == holder,
        HolderAct.kind.in_((HolderActKind.RETURN, HolderActKind.GIVE)),
        HolderAct.state.in_((OrderState.PENDING, OrderState.FAILED)),
        HolderAct.created_at > now - _SHOWN,
    )
    views = []
    for act in session.scalars(found.order_by(HolderAct.id)):
        has_failed = act.state == OrderState.FAILED
        if has_failed or session.scalar(select(_done(act))) is None:
            fare = session.get_one(TicketFare, split_ticket_id(act.token_id)[0])
            views.append(ActView(act, session.get_one(TicketService, fare.service_number), fare, has_failed))
    return views


def _done(act: HolderAct) -> ColumnElement[int]:
    """The fact that shows it, if there is one."""
    since = unix(act.created_at)
    if act.kind == HolderActKind.RETURN:
        found = select(TicketsReturned.token_id).where(
            TicketsReturned.token_id == act.token_id,
            TicketsReturned.holder == act.holder,
            TicketsReturned.block_time >= since,
        )
    else:
        found = select(TicketMovement.token_id).where(
            TicketMovement.token_id == act.token_id,
            TicketMovement.sender == act.holder,
            TicketMovement.receiver == act.receiver,
            TicketMovement.block_time >= since,
        )
    return found.limit(1).scalar_subquery()
