"""A shop gives a payment back, whole or in part. The merchant's own account signs; the contract restores the lots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.events import record
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Points
from points.acts import payment_act, refund_act
from points.errors import CouponSaleWhole, PaymentNotRefundable, RefundInProgress, RefundRefused, RefundTooLarge
from points.events import PaymentRefunded
from points.models import Cashier, CouponUse, MerchantOnChain, Payment, PaymentOnChain, Refund, RefundOnChain, Tender
from points.ports import Signer
from points.services.till.set_up_till import till_settings
from points.signing import take_nonce

_SIGNATURE_LIFE = timedelta(hours=1)
_REASON = "points.refund"


@dataclass(frozen=True, slots=True)
class RefundOrder:
    merchant_id: int
    payment_id: int  # of our row
    cashier: Address
    amount: Points
    request_key: str
    cashier_id: int | None = None  # who stands at the till; None: the shop's manager, who signed in
    worked_out_after: Points | None = None  # what had been given back when `amount` was worked out, if it was

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        if self.amount == 0:
            raise Invalid("amount", "zero")
        if not 8 <= len(self.request_key) <= 64:
            raise Invalid("request_key", "length")


class RefundPayment:
    """Does not check that the cashier works for the shop; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, signer: Signer) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.signer = signer

    def refund(self, order: RefundOrder) -> int:
        """The id of the refund; with the same `request_key` always the same one.

        Raises: NotFound, RefundRefused, PaymentNotRefundable, RefundInProgress, RefundTooLarge, CouponSaleWhole,
        Invalid.
        """
        order.check()
        try:
            refund, payment, account = self._reserve(order)
        except IntegrityError as error:  # another till took the same step of this payment first
            raise RefundInProgress() from error
        if refund.signature is None and not refund.failure:
            typed_data = self.contracts.points.refund_message(refund_act(refund, payment))
            self._send(refund.id, account, self.signer.sign_typed_data(account, typed_data, reason=_REASON))
        return refund.id

    def _reserve(self, order: RefundOrder) -> tuple[Refund, Payment, Address]:
        now = self.clock.now()
        with self.db.write() as session:
            payment = session.get(Payment, order.payment_id, with_for_update=True)
            if payment is None or payment.merchant_id != order.merchant_id:
                raise NotFound("payment", order.payment_id)
            account = session.get_one(MerchantOnChain, order.merchant_id).account
            known = select(Refund).where(Refund.payment_row_id == payment.id, Refund.request_key == order.request_key)
            if refund := session.scalar(known):
                return refund, payment, account
            check_right(session, payment, order.cashier_id, now)
            refunded = refunded_so_far(session, payment)
            if order.worked_out_after not in (None, refunded):
                raise RefundInProgress()
            if order.amount > payment.amount - refunded:
                raise RefundTooLarge(payment.amount - refunded)
            _check_coupon(session, payment, order.amount, payment.amount - refunded)
            refund = Refund(
                payment_row_id=payment.id,
                amount=order.amount,
                refunded_in_all=refunded + order.amount,
                nonce=take_nonce(session, account).to_bytes(32),
                deadline=unix(now + _SIGNATURE_LIFE),
                request_key=order.request_key,
                cashier=order.cashier,
                cashier_id=order.cashier_id,
                created_at=now,
                failure="",
            )
            session.add(refund)
            session.flush()
            return refund, payment, account

    def _send(self, refund_id: int, account: Address, signature: bytes) -> None:
        now = self.clock.now()
        with self.db.write() as session:
            refund = session.get_one(Refund, refund_id, with_for_update=True)
            if refund.signature is not None:
                return
            payment = session.get_one(Payment, refund.payment_row_id)
            assert payment.signature is not None
            refund.signature = signature
            name = f"points.refund:{refund.id}"
            call = self.contracts.points.refund(
                payment_act(payment), payment.signature, refund_act(refund, payment), account, signature
            )
            enqueue(session, call, key=name, subject=name, now=now, principal=account)
            record(session, _refunded(refund, payment), now)


def _check_coupon(session: Session, payment: Payment, amount: Points, whole: Points) -> None:
    """A coupon comes back with the whole sale. Giving a part back would leave its discount standing on a price that it
    was not reckoned from, perhaps below its minimum."""
    used = session.scalar(select(CouponUse.id).where(CouponUse.payment_row_id == payment.id))
    if used is not None and amount != whole:
        raise CouponSaleWhole(whole)


def check_right(session: Session, payment: Payment | CouponUse, cashier_id: int | None, now: datetime) -> None:
    """A cashier gives back own sales, and what customers paid alone by the shop's code, for as long as the shop allows;
    a manager everything.

    Raises: NotFound for a cashier of another shop, RefundRefused.
    """
    if cashier_id is None:
        return
    cashier = session.get(Cashier, cashier_id)
    if cashier is None or cashier.merchant_id != payment.merchant_id or not cashier.is_active:
        raise NotFound("cashier", cashier_id)
    if cashier.is_manager:
        return
    settings = till_settings(session, payment.merchant_id)
    is_customers_own = payment.tender == Tender.SHOP_CODE and payment.cashier == payment.holder
    if payment.cashier_id != cashier_id and not is_customers_own:
        raise RefundRefused("not_own", settings.refund_window_minutes)
    if now > payment.created_at + settings.refund_window:
        raise RefundRefused("too_late", settings.refund_window_minutes)


def refunded_so_far(session: Session, payment: Payment) -> Points:
    """What the chain says was given back.

    Raises: PaymentNotRefundable while the payment is not on chain, RefundInProgress while a refund is under way.
    """
    on_chain = session.scalar(select(PaymentOnChain.payment_id).where(PaymentOnChain.payment_id == payment.payment_id))
    if on_chain is None:
        raise PaymentNotRefundable()
    refunded = session.scalar(
        select(func.max(RefundOnChain.refunded_in_all)).where(RefundOnChain.payment_id == payment.payment_id)
    )
    ordered = session.scalar(select(func.max(Refund.refunded_in_all)).where(Refund.payment_row_id == payment.id))
    if int(ordered or 0) > int(refunded or 0):
        raise RefundInProgress()
    return Points(int(refunded or 0))


def _refunded(refund: Refund, payment: Payment) -> PaymentRefunded:
    return PaymentRefunded(
        payment_row_id=payment.id,
        merchant_id=payment.merchant_id,
        holder=payment.holder,
        amount=int(refund.amount),
        cashier=refund.cashier,
    )
