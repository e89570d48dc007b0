"""A till takes points from the customer whose code it scanned.

In three steps, each of which may be repeated: reserve the lots and use up the code; have the payment signed (by the
managed wallet here, or by the customer's own wallet on the customer's page); put it into the outbox.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chain.acting import acting
from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address
from chain.units import Points
from points.errors import CardPinNeeded, CardRefused, CouponRefused
from points.models import CardPayment, Payment
from points.queries.coupon_uses import use_of_key
from points.services.cards.check_pin import CheckPin
from points.services.cards.read_card import shows_card
from points.services.coupons.redeem_coupon import RedeemCoupon
from points.services.coupons.take_coupon import redemption_of
from points.services.issue_payment_code import lock_code
from points.services.read_payer import lock_payer, read_payer
from points.services.reserve_payment import PaymentOrder, ReservePayment, SpendPreview
from points.services.sale import Sale
from points.services.send_payment import SendPayment
from points.services.withdraw_sale import is_withdrawn

_UNKNOWN_LIFE = timedelta(0)  # of a code that is nobody's: refused before it matters


class ChargeCustomer:
    """Does not check that the cashier works for the shop; the surface does by role."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        reserving: ReservePayment,
        sending: SendPayment,
        check_pin: CheckPin,
        redeeming: RedeemCoupon,
    ) -> None:
        self.db = db
        self.clock = clock
        self.reserving = reserving
        self.sending = sending
        self.check_pin = check_pin
        self.redeeming = redeeming

    def identify(self, merchant_id: int, code: str) -> Address:
        """Whose code this is, before the cashier confirms. Leaves the code unused.

        Raises: PaymentCodeRefused, MerchantClosed.
        """
        with self.db.read() as session:
            self.reserving.open_merchant(session, merchant_id)
            return read_payer(session, code, self.clock.now()).holder

    def preview(
        self, merchant_id: int, code: str, amount: Points, preferred_program: int | None = None
    ) -> SpendPreview:
        """Which points would go, the earliest expiry first. Leaves the code unused.

        Raises: PaymentCodeRefused, CardRefused, CardPinNeeded (unset), CardPinLocked, PointsShort, MerchantClosed,
        OwnShop.
        """
        now = self.clock.now()
        with self.db.read() as session:
            merchant = self.reserving.open_merchant(session, merchant_id)
            payer = read_payer(session, code, now)
            planned = self.reserving.plan(session, payer.holder, merchant, amount, preferred_program)
            return replace(planned, needs_pin=payer.needs_pin(session, amount, now))

    def charge(self, sale: Sale) -> int:
        """The id of the payment; with the same `request_key` always the same one.

        Raises: PaymentCodeRefused, CardRefused, CardPinNeeded, CardPinWrong, CardPinLocked, PointsShort,
        MerchantClosed, OwnShop, CouponRefused, Invalid.
        """
        sale.check()
        payment = self._reserve(sale, has_pin=self._has_pin(sale))
        with acting(self._shown_by(sale.code)):
            self.sending.sign_and_send(payment)
        return payment.id

    def cancel(self, merchant_id: int, payment_id: int) -> None:
        """The till gives up on a customer who does not sign. A signed payment goes on."""
        with self.db.write() as session:
            payment = session.get(Payment, payment_id, with_for_update=True)
            if payment is None or payment.merchant_id != merchant_id:
                raise NotFound("payment", payment_id)
            if payment.signature is None and not payment.failure:
                payment.failure = "cancelled"

    def _has_pin(self, sale: Sale) -> bool:
        """Did the holder of the card type its PIN? A repeated request is not asked again."""
        if not sale.pin:
            return False
        with self.db.read() as session:
            is_repeated = self.reserving.find(session, sale.merchant_id, sale.request_key) is not None
        return not is_repeated and self.check_pin.at_till(sale.code, sale.pin)

    def _reserve(self, sale: Sale, *, has_pin: bool = False) -> Payment:
        now, life = self.clock.now(), self._life_of(sale.code)
        with self.db.write() as session:
            lock_payer(session, sale.code)  # first: the same request, a moment earlier, may be about to use it up
            if payment := self.reserving.find(session, sale.merchant_id, sale.request_key):
                return payment
            if use_of_key(session, sale.merchant_id, sale.request_key):
                raise CouponRefused("sale_taken")
            self.reserving.open_merchant(session, sale.merchant_id)
            payer = read_payer(session, sale.code, now)
            payer.use_up(now)
            if payer.card is not None and is_withdrawn(session, sale.merchant_id, sale.request_key):
                raise CardRefused("withdrawn")
            if not has_pin and payer.needs_pin(session, sale.amount, now):
                raise CardPinNeeded("needed")
            order = PaymentOrder(
                merchant_id=sale.merchant_id,
                holder=payer.holder,
                amount=sale.amount,
                request_key=sale.request_key,
                cashier=sale.cashier,
                tender=payer.tender,
                deadline=now + life,
                preferred_program=sale.preferred_program,
            )
            payment = self.reserving.reserve(session, order)
            payment.cash, payment.cashier_id = sale.cash, sale.cashier_id
            payment.sale_lines = [line.as_json for line in sale.lines]
            if payer.card is not None:
                session.add(CardPayment(payment_row_id=payment.id, card_id=payer.card.id, had_pin=has_pin))
            if sale.discount:
                self.redeeming.redeem(session, redemption_of(sale, payer, payment.id))
            return payment

    def _shown_by(self, code: str) -> Address | None:
        """The guardian who showed the code for its holder: the signature bears both names."""
        if shows_card(code):
            return None
        with self.db.read() as session:
            shown = lock_code(session, code)
        return shown.shown_by if shown else None

    def _life_of(self, code: str) -> timedelta:
        with self.db.read() as session:
            holder = lock_payer(session, code)
        return self.sending.life_of(holder) if holder else _UNKNOWN_LIFE
