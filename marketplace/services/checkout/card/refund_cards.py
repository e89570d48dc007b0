"""Money that goes back to a card: sent with the same key until the provider has taken it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.units import Yen
from marketplace.errors import CardUnavailable
from marketplace.models import CardPayment, CardRefund, RefundState
from marketplace.ports import CardProvider
from marketplace.services.checkout.parts.part import Part

_MOST_DOUBLINGS = 12


def owe_refund(session: Session, payment: CardPayment, part: Part | None, amount: Yen, now: datetime) -> None:
    """For one part, or for everything. Called again for the same, it adds nothing."""
    key = f"{payment.key}-back-{part.name.replace(':', '-') if part else 'all'}"
    if session.scalar(select(CardRefund.id).filter_by(key=key)) is None:
        about = {f"{part.kind}_id": part.row.id} if part else {}
        session.add(CardRefund(payment_id=payment.id, key=key, amount=amount, created_at=now, retry_at=now, **about))


class RefundCards:
    def __init__(self, db: Database, clock: Clock, provider: CardProvider | None) -> None:
        self.db = db
        self.clock = clock
        self.provider = provider

    def refund_due(self) -> int:
        """How many the provider has taken. The others are tried again, each time after a longer while."""
        if self.provider is None:
            return 0
        due = select(CardRefund, CardPayment.reference).join(CardPayment, CardPayment.id == CardRefund.payment_id)
        due = due.where(CardRefund.state == RefundState.DUE, CardRefund.retry_at <= self.clock.now())
        due = due.where(CardPayment.provider == self.provider.name).order_by(CardRefund.id).limit(20)
        with self.db.read() as session:
            found = session.execute(due).all()
        return sum(self._refund(self.provider, refund, reference) for refund, reference in found)

    def _refund(self, provider: CardProvider, refund: CardRefund, reference: str) -> bool:
        try:
            provider.refund(refund.key, reference, refund.amount)
        except CardUnavailable:
            self._put_off(refund.id)
            return False
        with self.db.write() as session:
            row = session.get_one(CardRefund, refund.id, with_for_update=True)
            row.state, row.done_at = RefundState.DONE, self.clock.now()
        return True

    def _put_off(self, refund_id: int) -> None:
        with self.db.write() as session:
            row = session.get_one(CardRefund, refund_id, with_for_update=True)
            row.attempts += 1
            row.retry_at = self.clock.now() + timedelta(seconds=2 ** min(row.attempts, _MOST_DOUBLINGS))
