"""Putting a wrong amount right: "15,000 was typed, 1,500 was meant" gives the difference back in one press."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address
from chain.units import Points
from points.errors import CorrectionTooHigh
from points.models import Payment, Refund
from points.services.refund_payment import RefundOrder, RefundPayment, refunded_so_far


@dataclass(frozen=True, slots=True)
class CorrectionOrder:
    """`right_amount` is what the shop keeps in points in the end."""

    merchant_id: int
    payment_id: int  # of our row
    cashier: Address
    cashier_id: int | None
    right_amount: Points
    request_key: str


class CorrectPayment:
    def __init__(self, db: Database, refunding: RefundPayment) -> None:
        self.db = db
        self.refunding = refunding

    def correct(self, order: CorrectionOrder) -> int:
        """The id of the refund that brings it down; with the same `request_key` always the same one.

        Raises: CorrectionTooHigh when the right amount is higher, and what RefundPayment.refund raises.
        """
        with self.db.read() as session:
            payment = session.get(Payment, order.payment_id)
            if payment is None or payment.merchant_id != order.merchant_id:
                raise NotFound("payment", order.payment_id)
            known = select(Refund.id).where(
                Refund.payment_row_id == payment.id, Refund.request_key == order.request_key
            )
            if refund_id := session.scalar(known):
                return refund_id
            refunded = refunded_so_far(session, payment)
            kept = payment.amount - refunded
        if order.right_amount > kept:
            raise CorrectionTooHigh(order.right_amount - kept)
        if order.right_amount == kept:
            raise Invalid("right_amount", "same_amount")
        refund = RefundOrder(
            merchant_id=order.merchant_id,
            payment_id=order.payment_id,
            cashier=order.cashier,
            amount=kept - order.right_amount,
            request_key=order.request_key,
            cashier_id=order.cashier_id,
            worked_out_after=refunded,
        )
        return self.refunding.refund(refund)
