"""A till and a coupon: what it would take off, and a sale whose rest is paid in cash alone. A sale in points goes
through points/services/charge_customer.py, which redeems the coupon in the payment's own transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address
from chain.units import Points, Yen
from points.errors import CardPinNeeded, CardRefused, CouponRefused
from points.models import CouponUse
from points.models.coupon_rules import Refusal
from points.queries.coupon_uses import use_of_key
from points.services.cards.check_pin import CheckPin
from points.services.coupons.redeem_coupon import CouponOffer, RedeemCoupon, Redemption
from points.services.read_payer import Payer, lock_payer, read_payer
from points.services.refund_payment import check_right
from points.services.reserve_payment import ReservePayment, check_request_key
from points.services.sale import Sale
from points.services.withdraw_sale import is_withdrawn

_NOTHING = Points(0)


class TakeCoupon:
    """Does not check that the cashier works for the shop; the surface does by role."""

    def __init__(
        self, db: Database, clock: Clock, reserving: ReservePayment, redeeming: RedeemCoupon, check_pin: CheckPin
    ) -> None:
        self.db = db
        self.clock = clock
        self.reserving = reserving
        self.redeeming = redeeming
        self.check_pin = check_pin

    def offer(self, merchant_id: int, code: str, price: Yen, wanted: int | None = None) -> CouponOffer | None:
        """The coupon that goes with what the customer showed, at this price; None where there is none. `wanted` is the
        till's choice for a paper card. Leaves code and coupon unused.

        Raises: PaymentCodeRefused, CardRefused, MerchantClosed, CouponRefused (unknown).
        """
        with self.db.read() as session:
            self.reserving.open_merchant(session, merchant_id)
            payer = read_payer(session, code, self.clock.now())
            chosen = payer.chosen_coupon(wanted)
            if chosen is None:
                return None
            return self.redeeming.offer(session, chosen, payer.holder, merchant_id, price)

    def choices(self, merchant_id: int, code: str, price: Yen) -> list[CouponOffer]:
        """What the holder of a paper card could use here; somebody with a phone chooses on it.

        Raises: PaymentCodeRefused, CardRefused.
        """
        with self.db.read() as session:
            payer = read_payer(session, code, self.clock.now())
            if payer.card is None:
                return []
            return self.redeeming.choices(session, payer.holder, merchant_id, price)

    def take(self, sale: Sale) -> int:
        """The id of the use, of a sale without points; with the same `request_key` always the same one, also that of a
        sale which meanwhile became one with a payment.

        Raises: PaymentCodeRefused, CardRefused, CardPinNeeded, CardPinWrong, CardPinLocked, MerchantClosed,
        CouponRefused, Invalid.
        """
        check_request_key(sale.request_key)
        if sale.amount or not sale.discount:
            raise Invalid("amount", "zero")
        has_pin = self._has_pin(sale)
        with self.db.write() as session:
            lock_payer(session, sale.code)  # first: the same request, a moment earlier, may be about to use it up
            if use := use_of_key(session, sale.merchant_id, sale.request_key):
                return use.id
            self.reserving.open_merchant(session, sale.merchant_id)
            payer = self._read(session, sale, has_pin)
            use = self.redeeming.redeem(session, redemption_of(sale, payer))
            use.sale_lines = [line.as_json for line in sale.lines]
            return use.id

    def give_back(self, merchant_id: int, use_id: int, cashier: Address, cashier_id: int | None) -> None:
        """The sale did not come to be: the customer may use the coupon again, the shop is owed nothing. Twice does no
        harm. A sale with a payment is given back by its refund.

        Raises: NotFound, RefundRefused.
        """
        now = self.clock.now()
        with self.db.write() as session:
            use = session.get(CouponUse, use_id, with_for_update=True)
            if use is None or use.merchant_id != merchant_id or use.payment_row_id is not None:
                raise NotFound("coupon use", use_id)
            if use.given_back_at is not None:
                return
            check_right(session, use, cashier_id, now)
            use.given_back_at, use.given_back_by = now, cashier
            use.given_back_cashier_id, use.place = cashier_id, None

    def _has_pin(self, sale: Sale) -> bool:
        """Did the holder of the card type its PIN? A repeated request is not asked again."""
        if not sale.pin:
            return False
        with self.db.read() as session:
            is_repeated = use_of_key(session, sale.merchant_id, sale.request_key) is not None
        return not is_repeated and self.check_pin.at_till(sale.code, sale.pin)

    def _read(self, session: Session, sale: Sale, has_pin: bool) -> Payer:
        now: datetime = self.clock.now()
        payer = read_payer(session, sale.code, now)
        payer.use_up(now)
        if payer.card is not None and is_withdrawn(session, sale.merchant_id, sale.request_key):
            raise CardRefused("withdrawn")
        if not has_pin and payer.needs_pin(session, _NOTHING, now):
            raise CardPinNeeded("needed")
        return payer


def redemption_of(sale: Sale, payer: Payer, payment_row_id: int | None = None) -> Redemption:
    """Raises: CouponRefused (unknown) when the customer chose none."""
    chosen = payer.chosen_coupon(sale.coupon_id)
    if chosen is None:
        raise CouponRefused(Refusal.UNKNOWN)
    return Redemption(
        coupon_id=chosen,
        holder=payer.holder,
        merchant_id=sale.merchant_id,
        price=sale.price,
        discount=sale.discount,
        request_key=sale.request_key,
        tender=payer.tender,
        cashier=sale.cashier,
        cashier_id=sale.cashier_id,
        payment_row_id=payment_row_id,
    )
