"""Ask the provider for the page on which the buyer pays. The same key asks for the same page again."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from marketplace.errors import CardUnavailable
from marketplace.models import CardPayment, CardPaymentState, Checkout, CheckoutState
from marketplace.ports import CardProvider


class StartPayments:
    """`public_url`: where the buyer comes back to."""

    def __init__(self, db: Database, clock: Clock, provider: CardProvider | None, public_url: str) -> None:
        self.db = db
        self.clock = clock
        self.provider = provider
        self.public_url = public_url.rstrip("/")

    def start_due(self) -> int:
        """How many pages there are now. Whom the provider did not answer is asked for again at the next round."""
        return sum(self._start(payment) for payment in self._waiting())

    def _start(self, payment: CardPayment) -> bool:
        assert self.provider is not None
        back = f"{self.public_url}/checkouts/{payment.checkout_id}"
        try:
            found = self.provider.start(payment.key, payment.amount, back)
        except CardUnavailable:
            return False
        with self.db.write() as session:
            row = session.get_one(CardPayment, payment.id, with_for_update=True)
            if row.state == CardPaymentState.STARTING:
                row.reference, row.page, row.state = found.reference, found.page, CardPaymentState.WAITING
        return True

    def _waiting(self) -> list[CardPayment]:
        if self.provider is None:
            return []
        found = (
            select(CardPayment)
            .join(Checkout, Checkout.id == CardPayment.checkout_id)
            .where(
                CardPayment.state == CardPaymentState.STARTING,
                CardPayment.provider == self.provider.name,
                Checkout.state == CheckoutState.AT_PROVIDER,
                Checkout.hold_until > self.clock.now(),
            )
            .order_by(CardPayment.id)
        )
        with self.db.read() as session:
            return list(session.scalars(found.limit(20)))
