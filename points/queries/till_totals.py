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
from points.queries.till import PaymentView, RefundView, payment_views

_LISTED = 60


@dataclass(slots=True)
class TillTotals:
    """`name` is empty where the customer did it alone, by the shop's code."""

    name: str = ""
    count: int = 0
    taken: Points = Points(0)  # noqa: RUF009 - an amount never changes
    cash: Yen = Yen(0)  # noqa: RUF009
    refund_count: int = 0
    refunded: Points = Points(0)  # noqa: RUF009

    def take(self, payment: PaymentView) -> None:
        self.count += 1
        self.taken += payment.amount
        self.cash += payment.cash

    def give_back(self, refund: RefundView) -> None:
        self.refund_count += 1
        self.refunded += refund.amount

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
        )


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Acts that are on chain and in no closing yet."""

    payments: list[PaymentView]
    refunds: list[tuple[RefundView, PaymentView]]
    cashiers: dict[int, str] = field(default_factory=dict)

    @property
    def totals(self) -> TillTotals:
        whole = TillTotals()
        for payment in self.payments:
            whole.take(payment)
        for refund, _ in self.refunds:
            whole.give_back(refund)
        return whole

    @property
    def accounts(self) -> set[Address]:
        """Whose names `by_person` needs. Never a customer's."""
        acts: list[PaymentView | RefundView] = [*self.payments, *(refund for refund, _ in self.refunds)]
        return {act.cashier for act in acts if act.cashier_id is None and act.has_cashier}

    @property
    def first_act_at(self) -> datetime | None:
        moments = [payment.created_at for payment in self.payments] + [one.created_at for one, _ in self.refunds]
        return min(moments, default=None)

    def by_person(self, names: Mapping[Address, str]) -> list[TillTotals]:
        totals: dict[str, TillTotals] = {}

        def of(act: PaymentView | RefundView) -> TillTotals:
            name = self.name_of(act, names)
            return totals.setdefault(name, TillTotals(name))

        for payment in self.payments:
            of(payment).take(payment)
        for refund, _ in self.refunds:
            of(refund).give_back(refund)
        return [totals[name] for name in sorted(totals)]

    def name_of(self, act: PaymentView | RefundView, names: Mapping[Address, str]) -> str:
        if act.cashier_id is not None:
            return self.cashiers.get(act.cashier_id, str(act.cashier_id))
        return names.get(act.cashier, "") if act.has_cashier else ""


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
