"""What the provider tells: paid, or not. A notice that comes again changes nothing; one that comes late is honoured
for what is still there; the money for the rest goes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.errors import DomainError
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.errors import CardUnavailable, NoticeForged
from marketplace.models import CardPayment, CardPaymentState, Checkout, CheckoutState, PaymentNotice
from marketplace.models.checkout import CardDispute
from marketplace.ports import CardDisputeNotice, CardNotice, CardProvider, NoticeKind, YenFloat
from marketplace.services.checkout.card.refund_cards import owe_refund
from marketplace.services.checkout.parts.part import Part
from marketplace.services.checkout.parts.parts import Parts

_ROOM = timedelta(minutes=10)  # so long a signed purchase must still be good for
GONE = "gone"  # why a part was not bought that was paid too late
_MAY_BE_PAID = (CheckoutState.AT_PROVIDER, CheckoutState.REFUSED)


def delivery_name(payment_id: int) -> str:
    """Key and subject of the yen that go to the buyer for a card payment."""
    return f"marketplace.card_delivery:{payment_id}"


class TakeNotice:
    def __init__(
        self, db: Database, clock: Clock, parts: Parts, provider: CardProvider | None, yen_float: YenFloat | None
    ) -> None:
        self.db = db
        self.clock = clock
        self.parts = parts
        self.provider = provider
        self.yen_float = yen_float

    def take(self, body: bytes, signature: str) -> None:
        """Raises: NoticeForged, CardUnavailable (closed)."""
        if self.provider is None:
            raise CardUnavailable("closed")
        notice = self.provider.read_notice(body, signature)
        if notice is None:
            return
        if isinstance(notice, CardDisputeNotice):
            self._keep_dispute(self.provider.name, notice)
            return
        with self.db.write() as session:
            payment = session.scalar(select(CardPayment).filter_by(key=notice.key).with_for_update())
            if payment is None or payment.amount != notice.amount or payment.provider != self.provider.name:
                raise NoticeForged("foreign")
            if session.get(PaymentNotice, notice.id) is None:
                now = self.clock.now()
                session.add(PaymentNotice(id=notice.id, payment_id=payment.id, kind=notice.kind, received_at=now))
                self._apply(session, payment, notice)

    def _keep_dispute(self, provider: str, notice: CardDisputeNotice) -> None:
        """Shown to officers. Nothing is done by itself: who runs the installation answers it at the provider. One about
        payments that others take with the same account is left alone."""
        now = self.clock.now()
        with self.db.write() as session:
            paid = select(CardPayment).filter_by(reference=notice.reference, provider=provider)
            payment = session.scalar(paid.with_for_update())
            if payment is None or session.get(PaymentNotice, notice.id) is not None:
                return
            session.add(PaymentNotice(id=notice.id, payment_id=payment.id, kind="disputed", received_at=now))
            row = session.get(CardDispute, notice.dispute) or CardDispute(
                id=notice.dispute, payment_id=payment.id, opened_at=now
            )
            row.amount, row.changed_at = notice.amount, now
            row.reason, row.status = notice.reason[:64], notice.status[:64]
            session.add(row)

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
        parts = self.parts.of(session, checkout.id)
        lost = self._lost(session, checkout, parts)
        if len(lost) == len(parts):
            checkout.state = CheckoutState.REFUNDED
            owe_refund(session, payment, None, payment.amount, self.clock.now())
            return
        for part in lost:
            part.give_up(GONE)
            owe_refund(session, payment, part, part.total, self.clock.now())
        self._deliver(session, checkout, payment, Yen(sum(int(one.total) for one in parts if one not in lost)))

    def _lost(self, session: Session, checkout: Checkout, parts: Sequence[Part]) -> list[Part]:
        """What cannot be bought any more. While it is held, that is nothing."""
        if checkout.state not in _MAY_BE_PAID:
            return list(parts)
        now = self.clock.now()
        return [part for part in parts if part.row.valid_before <= unix(now + _ROOM) or _is_gone(session, part, now)]

    def _deliver(self, session: Session, checkout: Checkout, payment: CardPayment, amount: Yen) -> None:
        assert self.yen_float is not None
        name = delivery_name(payment.id)
        call = self.yen_float.deliver(checkout.buyer, amount, payment.key)
        enqueue(session, call, key=name, subject=name, now=self.clock.now())
        checkout.state = CheckoutState.PAID


def _is_gone(session: Session, part: Part, now: datetime) -> bool:
    try:
        part.require(session, now)
    except DomainError:
        return True
    return False
