"""The till's page data: how a payment or refund stands, and the shop's day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from chain.clock import end_of_day, unix
from chain.errors import NotFound
from chain.ids import Address
from chain.indexer.finality import finalized_block
from chain.units import Points, Yen
from points.models import (
    Payment,
    PaymentOnChain,
    PaymentState,
    Refund,
    RefundOnChain,
    SaleLine,
    Tender,
    payment_state,
    refund_state,
)
from points.models.sale import NO_DISCOUNT
from points.queries.coupon_sales import CouponSale, CouponTaken, coupon_sales, coupons_taken

_IN_HAND = (PaymentState.CONFIRMED, PaymentState.FINAL)
_WAITING = (PaymentState.AWAITING_SIGNATURE, PaymentState.PENDING)
_NEWEST = 10


@dataclass(frozen=True, slots=True)
class RefundView:
    id: int
    amount: Points
    state: PaymentState
    failure: str
    created_at: datetime
    cashier: Address
    cashier_id: int | None

    has_cashier = True  # a customer gives nothing back

    @property
    def is_waiting(self) -> bool:
        return self.state in _WAITING

    @property
    def is_done(self) -> bool:
        return self.state in _IN_HAND


@dataclass(frozen=True, slots=True)
class PaymentView:
    id: int
    merchant_id: int
    holder: Address
    amount: Points
    state: PaymentState
    failure: str
    created_at: datetime
    cashier: Address
    payment_id: bytes
    tx_hash: bytes | None
    refunds: list[RefundView]
    tender: Tender
    cash: Yen
    lines: list[SaleLine]
    cashier_id: int | None
    coupon: CouponTaken | None = None

    @property
    def discount(self) -> Yen:
        return self.coupon.discount if self.coupon else NO_DISCOUNT

    @property
    def total(self) -> Yen:
        """The price: one point pays one yen."""
        return Yen(int(self.amount) + int(self.cash) + int(self.discount))

    @property
    def refunded(self) -> Points:
        """What is back with the customer or on its way there."""
        return sum((one.amount for one in self.refunds if one.state != PaymentState.FAILED), Points(0))

    @property
    def refundable(self) -> Points:
        return self.amount - self.refunded if self.is_in_hand else Points(0)

    @property
    def has_cashier(self) -> bool:
        """False where the customer did it alone: `cashier` is then the customer, whom the shop need not know."""
        return self.cashier != self.holder

    @property
    def is_in_hand(self) -> bool:
        return self.state in _IN_HAND

    @property
    def is_waiting(self) -> bool:
        return self.state in _WAITING

    @property
    def progress(self) -> str:
        """Changes whenever the payment or one of its refunds has come further."""
        return "-".join([self.state, *(one.state for one in self.refunds)])


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A payment, or a refund of one, which may be of an earlier day."""

    payment: PaymentView
    refund: RefundView | None = None

    @property
    def act(self) -> PaymentView | RefundView:
        return self.refund or self.payment


@dataclass(frozen=True, slots=True)
class ShopDay:
    """What was taken and what was given back on that day; once it is over, it does not change any more."""

    entries: list[DayEntry]  # newest first
    count: int  # of payments
    taken: Points
    cash: Yen
    refunded: Points
    discount: Yen  # by coupons, of sales that were not given back
    coupon_sales: list[CouponSale]  # without points, newest first

    @property
    def kept(self) -> int:
        """Negative when more was given back, of earlier days, than taken."""
        return int(self.taken) - int(self.refunded)


def find_payment(session: Session, merchant_id: int, payment_id: int, now: datetime) -> PaymentView:
    """Raises: NotFound, also for another shop's payment."""
    payment = session.get(Payment, payment_id)
    if payment is None or payment.merchant_id != merchant_id:
        raise NotFound("payment", payment_id)
    return payment_views(session, [payment], now)[0]


def find_own_payment(session: Session, holder: Address, payment_id: int, now: datetime) -> PaymentView:
    """The payer's own look. Raises: NotFound, also for somebody else's payment."""
    payment = session.get(Payment, payment_id)
    if payment is None or payment.holder != holder:
        raise NotFound("payment", payment_id)
    return payment_views(session, [payment], now)[0]


def find_any_payment(session: Session, payment_id: int, now: datetime) -> PaymentView:
    """For a receipt, whose link proves the right to see it. Raises: NotFound."""
    payment = session.get(Payment, payment_id)
    if payment is None:
        raise NotFound("payment", payment_id)
    return payment_views(session, [payment], now)[0]


def same_again(session: Session, holder: Address, merchant_id: int, amount: Points, since: datetime) -> int | None:
    """The newest payment of this very amount in this shop since a moment: perhaps the one about to be repeated."""
    alike = select(Payment.id).where(
        Payment.holder == holder,
        Payment.merchant_id == merchant_id,
        Payment.amount == amount,
        Payment.created_at >= since,
        Payment.failure == "",
    )
    return session.scalar(alike.order_by(Payment.id.desc()).limit(1))


def shop_day(session: Session, merchant_id: int, day: date, now: datetime, cashier_id: int | None = None) -> ShopDay:
    """What this shop's tills did on a day in Japan; with a cashier, only what that person may see of it."""
    end = end_of_day(day)
    start = end - timedelta(days=1)
    refunded_then = select(Refund.payment_row_id).where(Refund.created_at >= start, Refund.created_at < end)
    taken_then = and_(Payment.created_at >= start, Payment.created_at < end)
    rows = session.scalars(
        select(Payment).where(Payment.merchant_id == merchant_id, or_(taken_then, Payment.id.in_(refunded_then)))
    ).all()
    views = [view for view in payment_views(session, rows, now) if _is_shown(view, cashier_id)]
    payments = [view for view in views if start <= view.created_at < end]
    refunds = [DayEntry(view, one) for view in views for one in view.refunds if start <= one.created_at < end]
    in_hand = [view for view in payments if view.is_in_hand]
    sales = [sale for sale in coupon_sales(session, merchant_id, start, end) if cashier_id in (None, sale.cashier_id)]
    kept = [sale for sale in sales if not sale.is_given_back]
    discounts = [view.discount for view in in_hand if view.refunded < view.amount] + [sale.discount for sale in kept]
    return ShopDay(
        entries=sorted([*map(DayEntry, payments), *refunds], key=_when, reverse=True),
        count=len(in_hand) + len(sales),
        taken=sum((view.amount for view in in_hand), Points(0)),
        cash=sum((view.cash for view in in_hand), Yen(0)) + sum((sale.cash for sale in kept), Yen(0)),
        refunded=sum((entry.act.amount for entry in refunds if entry.act.state != PaymentState.FAILED), Points(0)),
        discount=sum(discounts, NO_DISCOUNT),
        coupon_sales=sales,
    )


def _is_shown(view: PaymentView, cashier_id: int | None) -> bool:
    return cashier_id is None or view.cashier_id == cashier_id or not view.has_cashier


def _when(entry: DayEntry) -> tuple[datetime, bool, int]:
    return entry.act.created_at, entry.refund is not None, entry.act.id


def awaiting_signature(session: Session, holder: Address, now: datetime) -> Payment | None:
    """The newest payment that the customer's own wallet has to sign."""
    waiting = select(Payment).where(
        Payment.holder == holder, Payment.signature.is_(None), Payment.failure == "", Payment.deadline >= unix(now)
    )
    return session.scalar(waiting.order_by(Payment.id.desc()).limit(1))


def poster_payments(session: Session, merchant_id: int, since: datetime, now: datetime) -> list[PaymentView]:
    """What customers paid by the shop's own code since a moment, the newest first; done ones only."""
    wanted = select(Payment).where(
        Payment.merchant_id == merchant_id,
        Payment.created_at >= since,
        Payment.tender == Tender.SHOP_CODE,
        Payment.cashier == Payment.holder,
        Payment.failure == "",
    )
    views = payment_views(session, session.scalars(wanted.order_by(Payment.id.desc()).limit(_NEWEST)).all(), now)
    return [view for view in views if view.is_in_hand]


def latest_payment(session: Session, holder: Address, since: datetime, now: datetime) -> PaymentView | None:
    """The customer's newest payment since a moment, for the page that shows the code."""
    wanted = select(Payment).where(Payment.holder == holder, Payment.created_at >= since)
    payment = session.scalar(wanted.order_by(Payment.id.desc()).limit(1))
    return None if payment is None else payment_views(session, [payment], now)[0]


def payment_views(session: Session, payments: Collection[Payment], now: datetime) -> list[PaymentView]:
    final = finalized_block(session)
    ids = [payment.payment_id for payment in payments]
    chain = {
        one.payment_id: one for one in session.scalars(select(PaymentOnChain).where(PaymentOnChain.payment_id.in_(ids)))
    }
    refunds = _refunds(session, payments, final)
    coupons = coupons_taken(session, [payment.id for payment in payments])
    return [
        replace(
            _view(payment, chain.get(payment.payment_id), refunds.get(payment.id, []), final, now),
            coupon=coupons.get(payment.id),
        )
        for payment in payments
    ]


def _view(
    payment: Payment, on_chain: PaymentOnChain | None, refunds: list[RefundView], final: int, now: datetime
) -> PaymentView:
    state = payment_state(payment, on_chain.block_number if on_chain else None, final, now)
    return PaymentView(
        id=payment.id,
        merchant_id=payment.merchant_id,
        holder=payment.holder,
        amount=payment.amount,
        state=state,
        failure=(payment.failure or "unsigned") if state is PaymentState.FAILED else "",
        created_at=payment.created_at,
        cashier=payment.cashier,
        payment_id=payment.payment_id,
        tx_hash=on_chain.tx_hash if on_chain else None,
        refunds=refunds,
        tender=Tender(payment.tender),
        cash=payment.cash,
        lines=[SaleLine.from_json(line) for line in payment.sale_lines],
        cashier_id=payment.cashier_id,
    )


def _refunds(session: Session, payments: Collection[Payment], final: int) -> dict[int, list[RefundView]]:
    digests = {payment.id: payment.payment_id for payment in payments}
    rows = session.scalars(select(Refund).where(Refund.payment_row_id.in_(digests)).order_by(Refund.id)).all()
    found = session.scalars(select(RefundOnChain).where(RefundOnChain.payment_id.in_(digests.values())))
    chain = {(one.payment_id, one.refunded_in_all): one.block_number for one in found}
    views: dict[int, list[RefundView]] = {}
    for row in rows:
        total = None if row.refunded_in_all is None else int(row.refunded_in_all)
        block = None if total is None else chain.get((digests[row.payment_row_id], total))
        state = refund_state(row, block, final)
        view = RefundView(row.id, row.amount, state, row.failure, row.created_at, row.cashier, row.cashier_id)
        views.setdefault(row.payment_row_id, []).append(view)
    return views
