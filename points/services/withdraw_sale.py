"""A till that never got its sale's answer asks what became of it, and gives it up if nothing did."""

from __future__ import annotations

from sqlalchemy import select

from chain.clock import Clock
from chain.db import Database
from points.models import Payment
from points.services.issue_payment_code import lock_code


class WithdrawSale:
    """Does not check that the cashier works for the shop; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def withdraw(self, merchant_id: int, code: str, request_key: str) -> int | None:
        """The payment that the sale became, else None.

        Effects: with None the customer's code is used up, so that a request still on its way takes nothing any more.
        """
        with self.db.write() as session:
            scanned = lock_code(session, code)
            known = select(Payment.id).where(Payment.merchant_id == merchant_id, Payment.request_key == request_key)
            payment_id = session.scalar(known)
            if payment_id is None and scanned is not None and scanned.used_at is None:
                scanned.used_at = self.clock.now()
            return payment_id
