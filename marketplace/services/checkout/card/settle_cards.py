"""After a card was charged: when the yen have reached the buyer's account, the signed purchases are sent; when they
cannot reach it, everything goes back to the card."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.outbox import EntryStatus, find_entry
from marketplace.models import CardPayment, Checkout, CheckoutState
from marketplace.services.checkout.card.refund_cards import owe_refund
from marketplace.services.checkout.card.take_notice import delivery_name
from marketplace.services.checkout.parts.parts import Parts
from marketplace.services.checkout.pay_checkout import send_parts


class SettleCards:
    def __init__(self, db: Database, clock: Clock, parts: Parts) -> None:
        self.db = db
        self.clock = clock
        self.parts = parts

    def settle_due(self) -> int:
        """How many checkouts went on."""
        with self.db.read() as session:
            paid = select(Checkout.id).filter_by(state=CheckoutState.PAID).order_by(Checkout.id)
            waiting = session.scalars(paid.limit(100)).all()
        return sum(self._settle(checkout_id) for checkout_id in waiting)

    def _settle(self, checkout_id: int) -> bool:
        with self.db.write() as session:
            checkout = session.get_one(Checkout, checkout_id, with_for_update=True)
            if checkout.state != CheckoutState.PAID:
                return False
            payment = session.scalars(select(CardPayment).filter_by(checkout_id=checkout_id)).one()
            return self._go_on(session, checkout, payment)

    def _go_on(self, session: Session, checkout: Checkout, payment: CardPayment) -> bool:
        entry = find_entry(session, delivery_name(payment.id))
        if entry is not None and entry.status == EntryStatus.CONFIRMED:
            parts = [part for part in self.parts.of(session, checkout.id) if not part.has_failed]
            send_parts(session, checkout, parts, self.clock.now())
            return True
        if entry is not None and entry.status in (EntryStatus.FAILED, EntryStatus.WITHDRAWN):
            checkout.state = CheckoutState.REFUNDED
            owe_refund(session, payment, None, payment.amount, self.clock.now())
            return True
        return False
