"""A till asks for one amount; the first customer who reads the code on its screen pays it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import NotFound
from chain.ids import Address
from points.models import Bill, PaymentRequest, RequestState
from points.models.shop_code import REQUEST_LIFE, new_token
from points.services.reserve_payment import ReservePayment, check_amount, check_request_key

_KEPT = timedelta(days=1)  # what was never paid


@dataclass(frozen=True, slots=True)
class RequestOrder:
    merchant_id: int
    cashier: Address
    cashier_id: int | None
    bill: Bill
    request_key: str

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        self.bill.check()
        check_amount(self.bill.points)
        check_request_key(self.request_key)


class RequestPayment:
    """Does not check that the cashier works for the shop; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, reserving: ReservePayment) -> None:
        self.db = db
        self.clock = clock
        self.reserving = reserving

    def ask(self, order: RequestOrder) -> str:
        """The token of the request; with the same `request_key` always the same one.

        Raises: MerchantClosed, Invalid.
        """
        order.check()
        now = self.clock.now()
        with self.db.write() as session:
            self.reserving.open_merchant(session, order.merchant_id)
            mine = PaymentRequest.merchant_id == order.merchant_id
            known = select(PaymentRequest).where(mine, PaymentRequest.request_key == order.request_key)
            if request := session.scalar(known):
                return request.token
            old = PaymentRequest.expires_at < now - _KEPT, PaymentRequest.payment_row_id.is_(None)
            session.execute(delete(PaymentRequest).where(mine, *old))
            request = PaymentRequest(
                token=new_token(),
                merchant_id=order.merchant_id,
                request_key=order.request_key,
                amount=order.bill.points,
                cash=order.bill.cash,
                sale_lines=[line.as_json for line in order.bill.lines],
                cashier=order.cashier,
                cashier_id=order.cashier_id,
                created_at=now,
                expires_at=now + REQUEST_LIFE,
            )
            session.add(request)
            return request.token

    def cancel(self, merchant_id: int, token: str) -> int | None:
        """The payment that the request has become, else None: then nobody can pay it any more.

        Raises: NotFound, also for another shop's request.
        """
        with self.db.write() as session:
            request = find_request(session, token, lock=True)
            if request.merchant_id != merchant_id:
                raise NotFound("payment request", token)
            if request.state(self.clock.now()) is RequestState.OPEN:
                request.cancelled_at = self.clock.now()
            return request.payment_row_id


def find_request(session: Session, token: str, *, lock: bool = False) -> PaymentRequest:
    """Raises: NotFound."""
    wanted = select(PaymentRequest).where(PaymentRequest.token == token)
    request = session.scalar(wanted.with_for_update() if lock else wanted)
    if request is None:
        raise NotFound("payment request", token)
    return request
