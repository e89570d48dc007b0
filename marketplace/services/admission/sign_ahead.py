"""A holder who keeps the key signs an admission on their own phone; the door finds it there when it scans the code.

Nothing is used by signing: the door uses it, on the day and at the place of the leg, or nobody does.
"""

from __future__ import annotations

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from marketplace.errors import ActExpired
from marketplace.models.tickets.bookings import HolderAct, HolderActKind
from marketplace.models.tickets.errors import TicketsHeldBack, TicketUnknown
from marketplace.queries.admission.tickets import signed_ahead, ticket_at_door
from marketplace.services.tickets.acts import admission_act
from marketplace.signing import ToSign


class SignAhead:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def prepare(self, token_id: int, holder: Address, leg: int, count: int) -> ToSign:
        """For `count` of the holder's tickets. Raises: TicketUnknown, TicketsHeldBack (few, ended)."""
        now = self.clock.now()
        with self.db.write() as session:
            found = ticket_at_door(session, token_id, holder, now)
            legs = dict(found.legs())
            if leg not in legs:
                raise TicketUnknown(token_id)
            if found.view.slot.is_cancelled or found.view.is_over(now):
                raise TicketsHeldBack("ended")
            if not 1 <= count <= found.left(leg):
                raise TicketsHeldBack("few", found.left(leg))
            act = HolderAct(
                kind=HolderActKind.ADMIT,
                token_id=token_id,
                holder=holder,
                leg=leg,
                units=found.free_units(leg, count),
                place=legs[leg].place,
                deadline=found.view.slot.ends_at,
                created_at=now,
            )
            session.add(act)
            session.flush()
            return ToSign(str(act.id), self.contracts.tickets.signed_message(admission_act(act)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Kept for the door. A repeated call changes nothing. Raises: ActExpired."""
        with self.db.write() as session:
            act = session.get(HolderAct, int(subject), with_for_update=True)
            if act is None or unix(self.clock.now()) >= act.deadline:
                raise ActExpired(subject)
            if act.signature is None:
                act.signature = signature

    def signed(self, token_id: int, holder: Address) -> list[HolderAct]:
        """What doors may take now, the newest of each leg alone: they name the same tickets."""
        now = self.clock.now()
        with self.db.read() as session:
            found = ticket_at_door(session, token_id, holder, now)
            return list({act.leg: act for act in signed_ahead(session, found, now)}.values())
