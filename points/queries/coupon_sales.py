"""Coupons in a shop's sales: which payment had one, and the sales whose rest was paid in cash alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from chain.ids import Address
from chain.units import Yen
from points.models import Coupon, CouponUse, SaleLine, Tender


@dataclass(frozen=True, slots=True)
class CouponTaken:
    """What a coupon took off one sale's price."""

    coupon_id: int
    title_ja: str
    title_en: str
    discount: Yen


@dataclass(frozen=True, slots=True)
class CouponSale:
    """A sale without a payment: coupon and cash."""

    id: int
    merchant_id: int
    taken: CouponTaken
    total: Yen
    cash: Yen
    created_at: datetime
    cashier: Address
    cashier_id: int | None
    tender: Tender
    lines: list[SaleLine]
    given_back_at: datetime | None
    given_back_by: Address | None
    given_back_cashier_id: int | None

    has_cashier = True  # a customer alone redeems nothing

    @property
    def discount(self) -> Yen:
        return self.taken.discount

    @property
    def is_given_back(self) -> bool:
        return self.given_back_at is not None


def coupons_taken(session: Session, payment_row_ids: Collection[int]) -> dict[int, CouponTaken]:
    """By the payments' rows."""
    found = (
        select(CouponUse.payment_row_id, CouponUse.discount, Coupon.id, Coupon.title_ja, Coupon.title_en)
        .join(Coupon, Coupon.id == CouponUse.coupon_id)
        .where(CouponUse.payment_row_id.in_(payment_row_ids))
    )
    return {
        payment_id: CouponTaken(key, ja, en, off)
        for payment_id, off, key, ja, en in session.execute(found)
        if payment_id is not None
    }


def find_coupon_sale(session: Session, merchant_id: int, use_id: int) -> CouponSale:
    """Raises: NotFound, also for another shop's, and for a sale that has a payment."""
    use = session.get(CouponUse, use_id)
    if use is None or use.merchant_id != merchant_id or use.payment_row_id is not None:
        raise NotFound("coupon use", use_id)
    return _view(use)


def coupon_sales(session: Session, merchant_id: int, start: datetime, end: datetime) -> list[CouponSale]:
    """Those of a span of time, the newest first."""
    wanted = select(CouponUse).where(
        CouponUse.merchant_id == merchant_id,
        CouponUse.payment_row_id.is_(None),
        CouponUse.used_at >= start,
        CouponUse.used_at < end,
    )
    return views_of(session.scalars(wanted.order_by(CouponUse.id.desc())).all())


def latest_coupon_sale(session: Session, holder: Address, since: datetime) -> CouponSale | None:
    """The customer's newest one since a moment, for the page that shows the code."""
    mine = CouponUse.holder == holder, CouponUse.payment_row_id.is_(None), CouponUse.used_at >= since
    use = session.scalar(select(CouponUse).where(*mine).order_by(CouponUse.id.desc()).limit(1))
    return None if use is None else _view(use)


def uncounted_sales(session: Session, merchant_id: int) -> list[CouponSale]:
    """In no day closing yet."""
    return _alone(session, merchant_id, CouponUse.closing_id.is_(None))


def uncounted_returns(session: Session, merchant_id: int) -> list[CouponSale]:
    """Given back, and no day closing says so yet."""
    return _alone(
        session, merchant_id, CouponUse.given_back_at.is_not(None) & CouponUse.given_back_closing_id.is_(None)
    )


def _alone(session: Session, merchant_id: int, condition: ColumnElement[bool]) -> list[CouponSale]:
    mine = select(CouponUse).where(CouponUse.merchant_id == merchant_id, CouponUse.payment_row_id.is_(None))
    return views_of(session.scalars(mine.where(condition).order_by(CouponUse.id)).all())


def views_of(uses: Sequence[CouponUse]) -> list[CouponSale]:
    return [_view(use) for use in uses]


def _view(use: CouponUse) -> CouponSale:
    coupon = use.coupon
    return CouponSale(
        id=use.id,
        merchant_id=use.merchant_id,
        taken=CouponTaken(coupon.id, coupon.title_ja, coupon.title_en, use.discount),
        total=use.price,
        cash=use.cash,
        created_at=use.used_at,
        cashier=use.cashier,
        cashier_id=use.cashier_id,
        tender=Tender(use.tender),
        lines=[SaleLine.from_json(line) for line in use.sale_lines],
        given_back_at=use.given_back_at,
        given_back_by=use.given_back_by,
        given_back_cashier_id=use.given_back_cashier_id,
    )
