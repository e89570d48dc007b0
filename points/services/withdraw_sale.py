"""A till that never got its sale's answer asks what became of it, and gives it up if nothing did."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from points.models import Payment, WithdrawnSale
from points.services.cards.read_card import lock_card, shows_card
from points.services.issue_payment_code import lock_code
from points.services.reserve_payment import check_request_key


class WithdrawSale:
    """Does not check that the cashier works for the shop; the surface does by role."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def withdraw(self, merchant_id: int, code: str, request_key: str) -> int | None:
        """The payment that the sale became, else None.

        Effects: with None the customer's code is used up, or the sale of a paper card refused from now on, so that a
        request still on its way takes nothing any more.
        """
        if shows_card(code):
            return self._withdraw_from_card(merchant_id, code, request_key)
        with self.db.write() as session:
            scanned = lock_code(session, code)
            payment_id = session.scalar(_known(merchant_id, request_key))
            if payment_id is None and scanned is not None and scanned.used_at is None:
                scanned.used_at = self.clock.now()
            return payment_id

    def _withdraw_from_card(self, merchant_id: int, code: str, request_key: str) -> int | None:
        check_request_key(request_key)
        with self.db.write() as session:
            card = lock_card(session, code)
            payment_id = session.scalar(_known(merchant_id, request_key))
            if payment_id is None and card is not None and not is_withdrawn(session, merchant_id, request_key):
                session.add(WithdrawnSale(merchant_id=merchant_id, request_key=request_key, at=self.clock.now()))
            return payment_id


def is_withdrawn(session: Session, merchant_id: int, request_key: str) -> bool:
    return session.get(WithdrawnSale, (merchant_id, request_key)) is not None


def _known(merchant_id: int, request_key: str) -> Select[int]:
    return select(Payment.id).where(Payment.merchant_id == merchant_id, Payment.request_key == request_key)
