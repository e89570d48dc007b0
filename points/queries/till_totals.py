"""What a till has taken and given back since its last closing, in all and by who stood there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.errors import NotFound
from chain.ids import Address
from chain.units import Points, Yen
from points.models import Cashier, Payment, Refund, TillClosing
from points.queries.coupon_sales import CouponSale, uncounted_returns, uncounted_sales
from points.queries.till import PaymentView, RefundView, payment_views

_LISTED = 60
Act = PaymentView | RefundView | CouponSale


@dataclass(slots=True)
class TillTotals:
    """`name` is empty where the customer did it alone, by the shop's code."""

    name: str = ""
    count: int = 0
    taken: Points = Points(0)  # noqa: RUF009 - an amount never changes
    cash: Yen = Yen(0)  # noqa: RUF009
    refund_count: int = 0
    refunded: Points = Points(0)  # noqa: RUF009
    coupon_count: int = 0
    discount: Yen = Yen(0)  # noqa: RUF009
    discount_back: Yen = Yen(0)  # noqa: RUF009

    def take(self, payment: PaymentView) -> None:
        self.count += 1
        self.taken += payment.amount
        self.cash += payment.cash
        self.coupon_count += 1 if payment.coupon else 0
        self.discount += payment.discount

    def give_back(self, refund: RefundView, payment: PaymentView) -> None:
        """A sale with a coupon is given back whole, the coupon with it."""
        self.refund_count += 1
        self.refunded += refund.amount
        self.discount_back += payment.discount

    def take_sale(self, sale: CouponSale) -> None:
        self.count += 1
        self.cash += sale.cash
        self.coupon_count += 1
        self.discount += sale.discount

    def give_sale_back(self, sale: CouponSale) -> None:
        self.refund_count += 1
        self.discount_back += sale.discount

    @property
    def kept(self) -> int:
        return int(self.taken) - int(self.refunded)

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "count": self.count,
            "taken": int(self.taken),
            "cash": int(self.cash),
            "refund_count": self.refund_count,
            "refunded": int(self.refunded),
            "coupon_count": self.coupon_count,
            "discount": int(self.discount),
            "discount_back": int(self.discount_back),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> TillTotals:
        return cls(
            name=row["name"],
            count=row["count"],
            taken=Points(row["taken"]),
            cash=Yen(row["cash"]),
            refund_count=row["refund_count"],
            refunded=Points(row["refunded"]),
            coupon_count=row.get("coupon_count", 0),  # closings of before there were coupons do without
            discount=Yen(row.get("discount", 0)),
            discount_back=Yen(row.get("discount_back", 0)),
        )


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Acts that are on chain and in no closing yet."""

    payments: list[PaymentView]
    refunds: list[tuple[RefundView, PaymentView]]
    cashiers: dict[int, str] = field(default_factory=dict)
    sales: list[CouponSale] = field(default_factory=list)  # without points
    returns: list[CouponSale] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.payments or self.refunds or self.sales or self.returns)

    @property
    def totals(self) -> TillTotals:
        whole = TillTotals()
        for payment in self.payments:
            whole.take(payment)
        for refund, payment in self.refunds:
            whole.give_back(refund, payment)
        for sale in self.sales:
            whole.take_sale(sale)
        for sale in self.returns:
            whole.give_sale_back(sale)
        return whole

    @property
    def accounts(self) -> set[Address]:
        """Whose names `by_person` needs. Never a customer's."""
        acts: list[Act] = [*self.payments, *(refund for refund, _ in self.refunds), *self.sales]
        back = {sale.given_back_by for sale in self.returns if sale.given_back_cashier_id is None}
        return {act.cashier for act in acts if act.cashier_id is None and act.has_cashier} | {
            one for one in back if one is not None
        }

    @property
    def first_act_at(self) -> datetime | None:
        acts: list[Act] = [*self.payments, *(refund for refund, _ in self.refunds), *self.sales]
        moments = [act.created_at for act in acts]
        return min([*moments, *(sale.given_back_at for sale in self.returns if sale.given_back_at)], default=None)

    def by_person(self, names: Mapping[Address, str]) -> list[TillTotals]:
        totals: dict[str, TillTotals] = {}

        def of(cashier_id: int | None, cashier: Address | None) -> TillTotals:
            name = self._name(cashier_id, cashier, names)
            return totals.setdefault(name, TillTotals(name))

        for payment in self.payments:
            of(payment.cashier_id, payment.cashier if payment.has_cashier else None).take(payment)
        for refund, paid in self.refunds:
            of(refund.cashier_id, refund.cashier).give_back(refund, paid)
        for sale in self.sales:
            of(sale.cashier_id, sale.cashier).take_sale(sale)
        for sale in self.returns:
            of(sale.given_back_cashier_id, sale.given_back_by).give_sale_back(sale)
        return [totals[name] for name in sorted(totals)]

    def _name(self, cashier_id: int | None, cashier: Address | None, names: Mapping[Address, str]) -> str:
        if cashier_id is not None:
            return self.cashiers.get(cashier_id, str(cashier_id))
        return names.get(cashier, "") if cashier else ""


def uncounted(session: Session, merchant_id: int, now: datetime) -> Uncounted:
    mine = Payment.merchant_id == merchant_id
    payments = select(Payment).where(mine, Payment.closing_id.is_(None), Payment.failure == "")
    refunded = select(Refund.payment_row_id).where(Refund.closing_id.is_(None), Refund.failure == "")
    refunds = select(Payment).where(mine, Payment.id.in_(refunded))
    views = payment_views(session, session.scalars(payments).all(), now)
    open_refunds = set(session.scalars(select(Refund.id).join(Payment, Payment.id == Refund.payment_row_id).where(
        mine, Refund.closing_id.is_(None), Refund.failure == ""
    )))  # fmt: skip
    return Uncounted(
        payments=[view for view in views if view.is_in_hand],
        refunds=[
            (refund, view)
            for view in payment_views(session, session.scalars(refunds).all(), now)
            for refund in view.refunds
            if refund.id in open_refunds and refund.is_done
        ],
        cashiers=cashier_names(session, merchant_id),
        sales=uncounted_sales(session, merchant_id),
        returns=uncounted_returns(session, merchant_id),
    )


def cashier_names(session: Session, merchant_id: int) -> dict[int, str]:
    """Of everybody who ever stood at this till."""
    rows = session.execute(select(Cashier.id, Cashier.name).where(Cashier.merchant_id == merchant_id))
    return {key: name for key, name in rows}  # noqa: C416


def cashiers_of(session: Session, merchant_id: int) -> list[Cashier]:
    """Those who may stand there first, by name."""
    mine = select(Cashier).where(Cashier.merchant_id == merchant_id)
    return list(session.scalars(mine.order_by(Cashier.is_active.desc(), Cashier.name, Cashier.id)))


def closings(session: Session, merchant_id: int) -> list[TillClosing]:
    """The newest first."""
    mine = select(TillClosing).where(TillClosing.merchant_id == merchant_id)
    return list(session.scalars(mine.order_by(TillClosing.number.desc()).limit(_LISTED)))


def find_closing(session: Session, merchant_id: int, number: int) -> TillClosing:
    """Raises: NotFound."""
    wanted = select(TillClosing).where(TillClosing.merchant_id == merchant_id, TillClosing.number == number)
    closing = session.scalar(wanted)
    if closing is None:
        raise NotFound("till closing", number)
    return closing
