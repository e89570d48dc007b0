"""After a charge was paid: the points are issued, and the yen go on to the town; or they go back to the buyer.

Each step is asked for by a name of its own, so that doing it again changes nothing.
"""

from __future__ import annotations

from eth_utils import keccak
from sqlalchemy import select

from chain.clock import Clock
from chain.contracts import Contracts
from chain.contracts.typed_data import TypedData
from chain.db import Database
from chain.errors import DomainError
from chain.ids import Address
from chain.outbox import EntryStatus, enqueue, find_entry
from marketplace.models import OrderState, PointCharge
from marketplace.ports import ChargeOutcome, PointSales, SalePayees, Signer
from marketplace.services.receipts.find_purchases import remember_purchase

_FOR_EVER = 2**48  # the nonce alone decides whether it was paid
_REASON = "marketplace.charge"


class SettleCharges:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        contracts: Contracts,
        sales: PointSales,
        payees: SalePayees,
        signer: Signer,
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.sales = sales
        self.payees = payees
        self.signer = signer

    def settle_due(self) -> int:
        """How many charges went a step on."""
        with self.db.read() as session:
            pending = select(PointCharge).filter_by(state=OrderState.PENDING).order_by(PointCharge.id)
            waiting = session.scalars(pending.limit(100)).all()
        return sum(self._advance(charge) for charge in waiting)

    def _advance(self, charge: PointCharge) -> bool:
        if charge.error_name:
            return self._is_done(return_name(charge.id)) and self._end(charge.id, OrderState.FAILED)
        if not self._is_done(f"marketplace.charge:{charge.id}"):
            return False
        with self.db.read() as session:
            outcome, reason = self.sales.outcome(session, _key(charge.id)) or (None, "")
        if outcome is None:
            return self._issue(charge)
        if outcome is ChargeOutcome.ISSUED:
            town = next(one for one in self.payees.of(charge.municipality) if one.key == "town")
            self._send_on(charge, town.address, f"marketplace.charge_payout:{charge.id}")
            return self._end(charge.id, OrderState.CONFIRMED)
        return outcome is ChargeOutcome.FAILED and self._give_back(charge, reason)

    def _issue(self, charge: PointCharge) -> bool:
        try:
            self.sales.issue(_key(charge.id), charge.program, charge.buyer, charge.total)
        except DomainError as refusal:
            return self._give_back(charge, getattr(refusal, "reason", "") or "refused")
        return True

    def _give_back(self, charge: PointCharge, reason: str) -> bool:
        self._send_on(charge, charge.buyer, return_name(charge.id))
        with self.db.write() as session:
            session.get_one(PointCharge, charge.id, with_for_update=True).error_name = reason or "refused"
        return True

    def _send_on(self, charge: PointCharge, to: Address, name: str) -> None:
        """Signed outside any transaction. The nonce is the same for both ways: the yen leave custody once."""
        message = self._message(charge, to)
        signature = self.signer.sign_typed_data(charge.custody, message, reason=_REASON)
        with self.db.write() as session:
            if find_entry(session, name) is None:
                call = self.contracts.yen.transfer_authorized(message, signature)
                enqueue(session, call, key=name, subject=name, now=self.clock.now())

    def _message(self, charge: PointCharge, to: Address) -> TypedData:
        nonce = keccak(charge.salt + b"charge")
        return self.contracts.yen.transfer_message(charge.custody, to, charge.total, _FOR_EVER, nonce)

    def _is_done(self, name: str) -> bool:
        with self.db.read() as session:
            entry = find_entry(session, name)
            return entry is not None and entry.status == EntryStatus.CONFIRMED

    def _end(self, charge_id: int, state: OrderState) -> bool:
        with self.db.write() as session:
            charge, now = session.get_one(PointCharge, charge_id, with_for_update=True), self.clock.now()
            charge.state = state
            if state is OrderState.CONFIRMED:
                remember_purchase(session, f"checkout:{charge.checkout_id}", charge.buyer, now, now)
        return True


def return_name(charge_id: int) -> str:
    """Key and subject of the yen that go back to the buyer."""
    return f"marketplace.charge_return:{charge_id}"


def _key(charge_id: int) -> str:
    """Our name for the charge at who issues the points."""
    return f"checkout-charge-{charge_id}"
