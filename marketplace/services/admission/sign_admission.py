"""Has an admission that was reserved signed by the holder's managed wallet, as the holder showed the ticket, and puts
it into the outbox. Outside any transaction, as the wallet keeps a log of its own; repeating it does no harm."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.outbox import enqueue
from marketplace.models import OrderState
from marketplace.models.tickets.bookings import HolderAct, HolderActKind
from marketplace.ports import Signer
from marketplace.services.tickets.acts import admission_act

_REASON = "marketplace.admission"
_MOST_A_RUN = 200


class SignAdmission:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer

    def sign_due(self) -> int:
        """A job: what connected services reserved, and doors whose process stopped on the way."""
        waiting = select(HolderAct.id).where(
            HolderAct.kind == HolderActKind.ADMIT,
            HolderAct.scan != "",
            HolderAct.state == OrderState.AWAITING_SIGNATURE,
            HolderAct.deadline > unix(self.clock.now()),
        )
        with self.db.read() as session:
            ids = session.scalars(waiting.order_by(HolderAct.id).limit(_MOST_A_RUN)).all()
        for act_id in ids:
            self.sign(act_id)
        return len(ids)

    def sign(self, act_id: int) -> None:
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
