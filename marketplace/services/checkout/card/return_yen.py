"""A purchase by card that failed: the yen go from the buyer's account back to the float, and then the money to the
card. A managed wallet signs that by itself; the owner of a browser wallet is asked to."""

from __future__ import annotations

from datetime import timedelta

from eth_utils import keccak
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.contracts.typed_data import TypedData
from chain.db import Database
from chain.ids import Address
from chain.outbox import EntryStatus, enqueue, find_entry
from marketplace.errors import OrderUnknown
from marketplace.models import CardPayment, CardPaymentState, CardRefund, Checkout, CheckoutState, Order, OrderState
from marketplace.ports import Signer, YenFloat
from marketplace.services.checkout.card.refund_cards import owe_refund
from marketplace.signing import ToSign

_LIFE = timedelta(days=30)  # from the payment on


def return_name(order_id: int) -> str:
    """Key and subject of the yen that come back for an order."""
    return f"marketplace.card_return:{order_id}"


class ReturnYen:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        contracts: Contracts,
        yen_float: YenFloat | None,
        signer: Signer,
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.yen_float = yen_float
        self.signer = signer

    def return_due(self) -> int:
        """How many failed purchases went a step on."""
        if self.yen_float is None:
            return 0
        with self.db.read() as session:
            found = session.execute(_failed_orders()).all()
        return sum(self._advance(order_id, buyer) for order_id, buyer in found)

    def to_sign(self, order_id: int, buyer: Address) -> ToSign:
        """Raises: OrderUnknown, also for anybody else's and for one with nothing to give back."""
        with self.db.read() as session:
            order = session.scalar(_failed_orders().with_only_columns(Order).where(Order.id == order_id))
            if order is None or order.buyer != buyer or self.yen_float is None:
                raise OrderUnknown(order_id)
            return ToSign(str(order_id), self._message(session, order))

    def keep(self, subject: str, signature: bytes) -> int:
        """Send the signed return; again changes nothing. Returns the checkout's id. Raises: OrderUnknown."""
        with self.db.write() as session:
            order = session.get(Order, int(subject), with_for_update=True)
            if order is None or order.checkout_id is None or order.state != OrderState.FAILED:
                raise OrderUnknown(subject)
            name = return_name(order.id)
            if find_entry(session, name) is None:
                call = self.contracts.yen.transfer_authorized(self._message(session, order), signature)
                enqueue(session, call, key=name, subject=name, now=self.clock.now(), principal=order.buyer)
            return order.checkout_id

    def _advance(self, order_id: int, buyer: Address) -> bool:
        with self.db.read() as session:
            entry = find_entry(session, return_name(order_id))
        if entry is None:
            if not self.signer.is_managed(buyer):
                return False
            asked = self.to_sign(order_id, buyer)
            self.keep(asked.subject, self.signer.sign_typed_data(buyer, asked.typed_data, reason="marketplace.card"))
            return True
        if entry.status != EntryStatus.CONFIRMED:
            return False
        with self.db.write() as session:
            order = session.get_one(Order, order_id, with_for_update=True)
            payment = session.scalars(select(CardPayment).filter_by(checkout_id=order.checkout_id)).one()
            owe_refund(session, payment, order.id, order.total, self.clock.now())
        return True

    def _message(self, session: Session, order: Order) -> TypedData:
        """The same for the same order, whenever it is made."""
        assert self.yen_float is not None
        payment = session.scalars(select(CardPayment).filter_by(checkout_id=order.checkout_id)).one()
        assert payment.paid_at is not None
        until, nonce = unix(payment.paid_at + _LIFE), keccak(text=f"{payment.key}-return-{order.id}")
        return self.contracts.yen.transfer_message(order.buyer, self.yen_float.address, order.total, until, nonce)


def _failed_orders() -> Select[int, Address]:
    """Orders paid by card that failed on chain and whose money has not been sent back."""
    refund = select(CardRefund.id).where(CardRefund.order_id == Order.id).exists()
    return (
        select(Order.id, Order.buyer)
        .join(Checkout, Checkout.id == Order.checkout_id)
        .join(CardPayment, CardPayment.checkout_id == Checkout.id)
        .where(
            Order.state == OrderState.FAILED,
            Checkout.state == CheckoutState.PLACED,
            CardPayment.state == CardPaymentState.PAID,
            ~refund,
        )
        .order_by(Order.id)
    )
