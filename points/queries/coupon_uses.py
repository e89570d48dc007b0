"""Which redemptions of coupons stand. A use that a payment belongs to stands and falls with the payment: it is counted
as soon as the payment is reserved, owed to the shop once the payment is on chain, and gone when the payment failed or
was given back whole. Nobody has to write that down a second time, so the two can never disagree."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.ids import Address
from chain.units import Yen
from points.models import Coupon, CouponUse, Payment, PaymentOnChain, RefundOnChain
from points.models.coupon_rules import Standing

_mine = Payment.id == CouponUse.payment_row_id
_on_chain = exists().where(PaymentOnChain.payment_id == Payment.payment_id)
_given_back = exists().where(
    RefundOnChain.payment_id == Payment.payment_id, RefundOnChain.refunded_in_all >= Payment.amount
)


def stands(now: datetime) -> ColumnElement[bool]:
    """The use counts against the person, the number and the budget."""
    is_alive = or_(
        _on_chain, (Payment.failure == "") & or_(Payment.signature.is_not(None), Payment.deadline >= unix(now))
    )
    by_payment = exists().where(_mine, is_alive, ~_given_back)
    return CouponUse.given_back_at.is_(None) & or_(CouponUse.payment_row_id.is_(None), by_payment)


def is_owed() -> ColumnElement[bool]:
    """The shop took the price, so the municipality owes it the discount."""
    by_payment = exists().where(_mine, _on_chain, ~_given_back)
    return CouponUse.given_back_at.is_(None) & or_(CouponUse.payment_row_id.is_(None), by_payment)


def was_given_back() -> ColumnElement[bool]:
    """After the shop had taken the price."""
    return CouponUse.given_back_at.is_not(None) | exists().where(_mine, _given_back)


def standing(session: Session, coupon: Coupon, holder: Address, now: datetime, *, counts_all: bool = True) -> Standing:
    """How far the coupon is used. All its uses are only counted where it has a limit that asks for it."""
    counted = CouponUse.coupon_id == coupon.id, stands(now)
    by_person = session.scalar(select(func.count(CouponUse.id)).where(*counted, CouponUse.holder == holder))
    if not counts_all or (coupon.most_uses is None and coupon.budget is None):
        return Standing(by_person or 0)
    count, spent = session.execute(
        select(func.count(CouponUse.id), func.coalesce(func.sum(CouponUse.discount), 0)).where(*counted)
    ).one()
    return Standing(by_person or 0, count, Yen(int(spent)))


def uses_of_card(session: Session, coupon_id: int, card: str, now: datetime) -> int:
    counted = CouponUse.coupon_id == coupon_id, CouponUse.card == card, stands(now)
    return session.scalar(select(func.count(CouponUse.id)).where(*counted)) or 0


def use_of_key(session: Session, merchant_id: int, request_key: str) -> CouponUse | None:
    """What an earlier request of the till with this key redeemed."""
    known = CouponUse.merchant_id == merchant_id, CouponUse.request_key == request_key
    return session.scalar(select(CouponUse).where(*known))
