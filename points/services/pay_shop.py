"""A customer pays a shop whose code the customer read: the poster's (any amount) or the till's (one amount, once)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address
from chain.units import Points
from points.errors import PaymentRequestClosed
from points.models import Payment, PaymentRequest, RequestState, Tender
from points.services.request_payment import find_request
from points.services.reserve_payment import (
    PaymentOrder,
    ReservePayment,
    SpendPreview,
    check_amount,
    check_request_key,
)
from points.services.send_payment import SendPayment
from points.services.shop_code import merchant_of_code


@dataclass(frozen=True, slots=True)
class PosterPayment:
    """`request_key` is made with the page that asks for the amount, so that a repeated press pays once."""

    code: str
    holder: Address
    amount: Points
    request_key: str


class PayShop:
    """The holder is whoever is signed in; the stamp on the page is the consent, the signature follows it."""

    def __init__(self, db: Database, clock: Clock, reserving: ReservePayment, sending: SendPayment) -> None:
        self.db = db
        self.clock = clock
        self.reserving = reserving
        self.sending = sending

    def preview(self, merchant_id: int | None, holder: Address, amount: Points) -> SpendPreview:
        """Which points would go; without a shop, out of all of the holder's.

        Raises: MerchantClosed, PointsShort, OwnShop, Invalid.
        """
        check_amount(amount)
        with self.db.read() as session:
            merchant = None if merchant_id is None else self.reserving.open_merchant(session, merchant_id)
            return self.reserving.plan(session, holder, merchant, amount)

    def spendable(self, merchant_id: int, holder: Address) -> Points:
        """Raises: MerchantClosed, OwnShop."""
        with self.db.read() as session:
            merchant = self.reserving.open_merchant(session, merchant_id)
            return self.reserving.spendable(session, holder, merchant)

    def find(self, code: str, holder: Address, request_key: str) -> Payment | None:
        """What an earlier press with this key became. Raises: NotFound."""
        with self.db.read() as session:
            return self._known(session, merchant_of_code(session, code), holder, request_key)

    def pay(self, order: PosterPayment) -> int:
        """The id of the payment; with the same `request_key` always the same one.

        Raises: NotFound, MerchantClosed, PointsShort, OwnShop, Invalid.
        """
        check_amount(order.amount)
        check_request_key(order.request_key)
        life = self.sending.life_of(order.holder)
        try:
            payment = self._reserve(order, life)
        except IntegrityError:  # the same press arrived twice at one moment; the other one has it now
            payment = self._reserve(order, life)
        self.sending.sign_and_send(payment)
        return payment.id

    def pay_request(self, token: str, holder: Address) -> int:
        """The id of the payment; repeated by the same person always the same one.

        Raises: NotFound, PaymentRequestClosed, MerchantClosed, PointsShort, OwnShop.
        """
        life = self.sending.life_of(holder)
        with self.db.write() as session:
            payment = self._take_request(session, find_request(session, token, lock=True), holder, life)
        self.sending.sign_and_send(payment)
        return payment.id

    def _reserve(self, order: PosterPayment, life: timedelta) -> Payment:
        with self.db.write() as session:
            merchant_id = merchant_of_code(session, order.code)
            if payment := self._known(session, merchant_id, order.holder, order.request_key):
                return payment
            return self._order(session, merchant_id, order.holder, order.amount, order.request_key, order.holder, life)

    def _take_request(self, session: Session, request: PaymentRequest, holder: Address, life: timedelta) -> Payment:
        state = request.state(self.clock.now())
        if state is RequestState.PAID:
            payment = session.get_one(Payment, request.payment_row_id)
            if payment.holder == holder:
                return payment
        if state is not RequestState.OPEN:
            raise PaymentRequestClosed(state)
        key = request.request_key
        payment = self._order(session, request.merchant_id, holder, request.amount, key, request.cashier, life)
        payment.cash, payment.sale_lines = request.cash, request.sale_lines
        payment.cashier_id = request.cashier_id
        request.payment_row_id = payment.id
        return payment

    def _known(self, session: Session, merchant_id: int, holder: Address, request_key: str) -> Payment | None:
        payment = self.reserving.find(session, merchant_id, request_key)
        if payment is not None and payment.holder != holder:
            raise NotFound("payment", request_key)
        return payment

    def _order(
        self,
        session: Session,
        merchant_id: int,
        holder: Address,
        amount: Points,
        request_key: str,
        cashier: Address,
        life: timedelta,
    ) -> Payment:
        order = PaymentOrder(
            merchant_id=merchant_id,
            holder=holder,
            amount=amount,
            request_key=request_key,
            cashier=cashier,
            tender=Tender.SHOP_CODE,
            deadline=self.clock.now() + life,
        )
        return self.reserving.reserve(session, order)
