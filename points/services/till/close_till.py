"""Closes a till's day (レジ締め): counts what no closing has counted yet, and marks it as counted. There is no way
back; what comes later belongs to the next closing."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict
from chain.ids import Address
from points.errors import NothingToClose
from points.models import CouponUse, Payment, Refund, TillClosing
from points.ports import AccountDirectory
from points.queries.till_totals import Uncounted, uncounted


class CloseTill:
    """Does not check that the caller is the shop's manager; the surface does."""

    def __init__(self, db: Database, clock: Clock, directory: AccountDirectory) -> None:
        self.db = db
        self.clock = clock
        self.directory = directory

    def close(self, merchant_id: int, by: Address, by_name: str) -> int:
        """The number of the closing. Raises: NothingToClose, Conflict when somebody else closes just now."""
        with self.db.read() as session:
            people = uncounted(session, merchant_id, self.clock.now()).accounts
        names = self.directory.names(people)
        try:
            with self.db.write() as session:
                return self._close(session, merchant_id, by, by_name, dict(names))
        except IntegrityError as error:
            raise Conflict("till_closing", "at_once") from error

    def _close(self, session: Session, merchant_id: int, by: Address, by_name: str, names: dict[Address, str]) -> int:
        now = self.clock.now()
        found = uncounted(session, merchant_id, now)
        if found.is_empty:
            raise NothingToClose()
        last = session.scalar(select(func.max(TillClosing.number)).where(TillClosing.merchant_id == merchant_id))
        closing = _closing(found, names)
        closing.merchant_id, closing.number = merchant_id, (last or 0) + 1
        closing.closed_by, closing.closed_by_name, closing.closed_at = by, by_name, now
        session.add(closing)
        session.flush()
        payments, refunds = [one.id for one in found.payments], [one.id for one, _ in found.refunds]
        session.execute(update(Payment).where(Payment.id.in_(payments)).values(closing_id=closing.id))
        session.execute(update(Refund).where(Refund.id.in_(refunds)).values(closing_id=closing.id))
        sales, returns = [one.id for one in found.sales], [one.id for one in found.returns]
        session.execute(update(CouponUse).where(CouponUse.id.in_(sales)).values(closing_id=closing.id))
        session.execute(update(CouponUse).where(CouponUse.id.in_(returns)).values(given_back_closing_id=closing.id))
        return closing.number


def _closing(found: Uncounted, names: dict[Address, str]) -> TillClosing:
    whole = found.totals
    return TillClosing(
        payment_count=whole.count,
        taken=whole.taken,
        cash=whole.cash,
        refund_count=whole.refund_count,
        refunded=whole.refunded,
        coupon_count=whole.coupon_count,
        discount=whole.discount,
        discount_back=whole.discount_back,
        by_cashier=[one.as_json for one in found.by_person(names)],
        first_act_at=found.first_act_at,
    )
