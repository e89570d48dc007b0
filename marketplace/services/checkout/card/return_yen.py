"""A purchase by card that failed: the yen go from the buyer's account back to the float, and then the money to the
card. A managed wallet signs that by itself; the owner of a browser wallet is asked to."""

from __future__ import annotations

from datetime import timedelta

from eth_utils import keccak
from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.typed_data import TypedData
from chain.db import Database
from chain.ids import Address
from chain.outbox import EntryStatus, enqueue, find_entry
from marketplace.errors import OrderUnknown
from marketplace.models import (
    CardPayment,
    CardPaymentState,
    CardRefund,
    Checkout,
    CheckoutState,
    Order,
    OrderState,
    PointCharge,
)
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.ports import Signer, YenFloat
from marketplace.services.checkout.card.refund_cards import owe_refund
from marketplace.services.checkout.parts.part import Part
from marketplace.services.checkout.parts.parts import Parts
from marketplace.signing import ToSign

_LIFE = timedelta(days=30)  # from the payment on


def return_name(part: Part) -> str:
    """Key and subject of the yen that come back for a part."""
    return f"marketplace.card_return:{part.name.replace(':', '-')}"


class ReturnYen:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        contracts: Contracts,
        parts: Parts,
        yen_float: YenFloat | None,
        signer: Signer,
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.parts = parts
        self.yen_float = yen_float
        self.signer = signer

    def return_due(self) -> int:
        """How many failed parts went a step on."""
        if self.yen_float is None:
            return 0
        with self.db.read() as session:
            names = [part.name for part in self._failed(session)]
        return sum(self._advance(name) for name in names)

    def to_sign(self, name: str, buyer: Address) -> ToSign:
        """Raises: OrderUnknown, also for anybody else's and for one with nothing to give back."""
        with self.db.read() as session:
            part = next((one for one in self._failed(session, buyer) if one.name == name), None)
            if part is None or self.yen_float is None:
                raise OrderUnknown(name)
            return ToSign(part.name, self._message(session, part))

    def keep(self, subject: str, signature: bytes) -> int:
        """Send the signed return; again changes nothing. Returns the checkout's id. Raises: OrderUnknown."""
        with self.db.write() as session:
            part = self.parts.find(session, subject)
            if not part.has_failed or part.row.checkout_id is None:
                raise OrderUnknown(subject)
            name = return_name(part)
            if find_entry(session, name) is None:
                call = self.contracts.yen.transfer_authorized(self._message(session, part), signature)
                enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=part.buyer)
            return part.row.checkout_id

    def _advance(self, name: str) -> bool:
        with self.db.read() as session:
            part = self.parts.find(session, name)
            buyer, entry = part.buyer, find_entry(session, return_name(part))
        if entry is None:
            if not self.signer.is_managed(buyer):
                return False
            asked = self.to_sign(name, buyer)
            self.keep(asked.subject, self.signer.sign_typed_data(buyer, asked.typed_data, reason="marketplace.card"))
            return True
        if entry.status != EntryStatus.CONFIRMED:
            return False
        with self.db.write() as session:
            part = self.parts.find(session, name)
            owe_refund(session, _payment_of(session, part), part, part.total, self.clock.now())
        return True

    def _message(self, session: Session, part: Part) -> TypedData:
        """The same for the same part, whenever it is made."""
        assert self.yen_float is not None
        payment = _payment_of(session, part)
        assert payment.paid_at is not None
        until, nonce = unix(payment.paid_at + _LIFE), keccak(text=f"{payment.key}-return-{part.name}")
        return self.contracts.yen.transfer_message(part.buyer, self.yen_float.address, part.total, until, nonce)

    def _failed(self, session: Session, buyer: Address | None = None) -> list[Part]:
        """What was paid by card, failed on chain, and whose money has not been sent back."""
        placed = (
            select(Checkout.id)
            .join(CardPayment, CardPayment.checkout_id == Checkout.id)
            .where(Checkout.state == CheckoutState.PLACED, CardPayment.state == CardPaymentState.PAID)
        )
        if buyer is not None:
            placed = placed.where(Checkout.buyer == buyer)
        orders = session.scalars(
            select(Order)
            .where(Order.state == OrderState.FAILED, Order.checkout_id.in_(placed))
            .where(~select(CardRefund.id).where(CardRefund.order_id == Order.id).exists())
            .order_by(Order.id)
        )
        bookings = session.scalars(
            select(TicketBooking)
            .where(TicketBooking.state == OrderState.FAILED, TicketBooking.checkout_id.in_(placed))
            .where(~select(CardRefund.id).where(CardRefund.booking_id == TicketBooking.id).exists())
            .order_by(TicketBooking.id)
        )
        charges = session.scalars(
            select(PointCharge)
            .where(PointCharge.state == OrderState.FAILED, PointCharge.checkout_id.in_(placed))
            .where(~select(CardRefund.id).where(CardRefund.charge_id == PointCharge.id).exists())
            .order_by(PointCharge.id)
        )
        return [self.parts.part(row) for row in (*orders, *bookings, *charges)]


def _payment_of(session: Session, part: Part) -> CardPayment:
    return session.scalars(select(CardPayment).filter_by(checkout_id=part.row.checkout_id)).one()
