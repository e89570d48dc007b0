"""What the provider tells: paid, or not. A notice that comes again changes nothing; one that comes late is honoured
when everything is still there, else all of it goes back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.outbox import enqueue
from marketplace.errors import CardUnavailable, LineRefused, NoticeForged
from marketplace.models import CardPayment, CardPaymentState, Checkout, CheckoutState, PaymentNotice
from marketplace.ports import CardNotice, CardProvider, NoticeKind, YenFloat
from marketplace.services.checkout.card.refund_cards import owe_refund
from marketplace.services.checkout.pay_checkout import require_stock
from marketplace.services.checkout.start_checkout import orders_of_checkout

_ROOM = timedelta(minutes=10)  # so long a signed purchase must still be good for
_MAY_BE_PAID = (CheckoutState.AT_PROVIDER, CheckoutState.REFUSED)


def delivery_name(payment_id: int) -> str:
    """Key and subject of the yen that go to the buyer for a card payment."""
    return f"marketplace.card_delivery:{payment_id}"


class TakeNotice:
    def __init__(self, db: Database, clock: Clock, provider: CardProvider | None, yen_float: YenFloat | None) -> None:
        self.db = db
        self.clock = clock
        self.provider = provider
        self.yen_float = yen_float

    def take(self, body: bytes, signature: str) -> None:
        """Raises: NoticeForged, CardUnavailable (closed)."""
        if self.provider is None:
            raise CardUnavailable("closed")
        notice = self.provider.read_notice(body, signature)
        if notice is None:
            return
        with self.db.write() as session:
            payment = session.scalar(select(CardPayment).filter_by(key=notice.key).with_for_update())
            if payment is None or payment.amount != notice.amount or payment.provider != self.provider.name:
                raise NoticeForged("foreign")
            if session.get(PaymentNotice, notice.id) is None:
                now = self.clock.now()
                session.add(PaymentNotice(id=notice.id, payment_id=payment.id, kind=notice.kind, received_at=now))
                self._apply(session, payment, notice)

    def _apply(self, session: Session, payment: CardPayment, notice: CardNotice) -> None:
        if payment.state == CardPaymentState.PAID:
            return
        checkout = session.get_one(Checkout, payment.checkout_id, with_for_update=True)
        if notice.kind is NoticeKind.FAILED:
            payment.state = CardPaymentState.FAILED
            if checkout.state == CheckoutState.AT_PROVIDER:
                checkout.state = CheckoutState.REFUSED
            return
        payment.state, payment.paid_at = CardPaymentState.PAID, self.clock.now()
        payment.reference = notice.reference or payment.reference
        if self._can_be_bought(session, checkout):
            self._deliver(session, checkout, payment)
        else:
            checkout.state = CheckoutState.REFUNDED
            owe_refund(session, payment, None, payment.amount, self.clock.now())

    def _can_be_bought(self, session: Session, checkout: Checkout) -> bool:
        orders = orders_of_checkout(session, checkout.id)
        good_until = unix(self.clock.now() + _ROOM)
        if checkout.state not in _MAY_BE_PAID or any(order.valid_before <= good_until for order in orders):
            return False
        try:
            require_stock(session, checkout, orders, self.clock)
        except LineRefused:
            return False
        return True

    def _deliver(self, session: Session, checkout: Checkout, payment: CardPayment) -> None:
        assert self.yen_float is not None
        name = delivery_name(payment.id)
        call = self.yen_float.deliver(checkout.buyer, payment.amount, payment.key)
        enqueue(session, call, key=name, subject=name, now=self.clock.now())
        checkout.state = CheckoutState.PAID
