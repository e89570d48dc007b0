"""A holder gives tickets to somebody else, or gives them back and gets what the rules return."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from marketplace.errors import ActExpired, RecipientRefused
from marketplace.models import OrderState
from marketplace.models.tickets.bookings import HolderAct, HolderActKind
from marketplace.models.tickets.errors import TicketsHeldBack
from marketplace.models.tickets.facts import TicketHolding
from marketplace.queries.admission.tickets import ticket_at_door
from marketplace.queries.tickets.holdings import TicketView, ticket_view
from marketplace.services.tickets.acts import gift_act, return_act
from marketplace.signing import ToSign

SIGN_WITHIN = timedelta(minutes=30)


class HandOn:
    """Finding out who `receiver` is, is the surface's."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare_return(self, token_id: int, holder: Address, quantity: int) -> ToSign:
        """Raises: TicketUnknown, TicketsHeldBack."""
        now = self.clock.now()
        with self.db.write() as session:
            view = ticket_view(session, token_id, holder)
            refund = view.refund(now)
            if refund == 0 and (view.is_over(now) or unix(now) >= view.slot.begins_at):
                raise TicketsHeldBack("ended")
            self._require_unused(session, token_id, holder, quantity)
            act = self._act(HolderActKind.RETURN, view, quantity)
            act.least_refund = refund * quantity
            session.add(act)
            session.flush()
            return self._asked(act)

    def prepare_gift(self, token_id: int, holder: Address, receiver: Address, quantity: int) -> ToSign:
        """Raises: TicketUnknown, TicketsHeldBack, RecipientRefused (self)."""
        if receiver == holder:
            raise RecipientRefused("self")
        with self.db.write() as session:
            view = ticket_view(session, token_id, holder)
            if not view.can_be_given(self.clock.now()):
                raise TicketsHeldBack("bound" if view.unused else "used")
            self._require_unused(session, token_id, holder, quantity)
            act = self._act(HolderActKind.GIVE, view, quantity)
            act.receiver = receiver
            session.add(act)
            session.flush()
            return self._asked(act)

    def complete(self, subject: str, signature: bytes) -> None:
        """A repeated call changes nothing. Raises: ActExpired, TicketUnknown, TicketsHeldBack."""
        now = self.clock.now()
        with self.db.write() as session:
            act = session.get(HolderAct, int(subject), with_for_update=True)
            if act is None or (act.signature is None and unix(now) >= act.deadline):
                raise ActExpired(subject)
            if act.signature is not None:
                return
            session.get(TicketHolding, (act.holder, act.token_id), with_for_update=True)  # no door takes it meanwhile
            self._require_unused(session, act.token_id, act.holder, act.quantity)
            act.signature, act.state = signature, OrderState.PENDING
            tickets = self.contracts.tickets
            if act.kind == HolderActKind.GIVE:
                call = tickets.give(gift_act(act), signature)
            else:
                call = tickets.return_tickets(return_act(act), signature)
            name = f"marketplace.ticket_holder_act:{act.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=act.holder)

    def _act(self, kind: HolderActKind, view: TicketView, quantity: int) -> HolderAct:
        now = self.clock.now()
        return HolderAct(
            kind=kind,
            token_id=view.token_id,
            holder=view.holder,
            quantity=quantity,
            nonce=secrets.randbits(62),
            deadline=unix(now + SIGN_WITHIN),
            created_at=now,
        )

    def _asked(self, act: HolderAct) -> ToSign:
        struct = gift_act(act) if act.kind == HolderActKind.GIVE else return_act(act)
        return ToSign(str(act.id), self.contracts.tickets.signed_message(struct))

    def _require_unused(self, session: Session, token_id: int, holder: Address, quantity: int) -> None:
        """Counting what a door or a service let in a moment ago. Raises: TicketUnknown, TicketsHeldBack."""
        unused = ticket_at_door(session, token_id, holder, self.clock.now()).unused
        if not 1 <= quantity <= unused:
            raise TicketsHeldBack("few", unused)
