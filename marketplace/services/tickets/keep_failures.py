"""What a refused call about tickets leaves on its row."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from marketplace.models import OrderState, PublishState
from marketplace.models.tickets.bookings import HolderAct, TicketBooking
from marketplace.models.tickets.payouts import TicketPayout
from marketplace.models.tickets.services import OfficerAct


def on_ticket_call_failed(session: Session, about: str, number: str, reason: str, args: dict[str, Any]) -> None:
    if about == "marketplace.ticket_act" and (act := session.get(OfficerAct, int(number))):
        act.state, act.error_name = PublishState.FAILED, reason
    elif about == "marketplace.booking" and (booking := session.get(TicketBooking, int(number))):
        booking.state, booking.error_name, booking.error_args = OrderState.FAILED, reason, args
    elif about == "marketplace.ticket_holder_act" and (held := session.get(HolderAct, int(number))):
        held.state, held.error_name, held.error_args = OrderState.FAILED, reason, args
    elif about == "marketplace.ticket_takings" and (payout := session.get(TicketPayout, int(number))):
        payout.error_name = reason
