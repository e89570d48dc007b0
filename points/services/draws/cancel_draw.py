"""An officer calls a published draw off; every entry goes back to the lots it was paid from."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Conflict, Invalid
from chain.ids import Address, MunicipalityCode
from points.errors import PaymentNotRefundable, RefundInProgress
from points.models import Draw, DrawEntry, Refund
from points.queries.draws import load_draw, valid_entries
from points.services.refund_payment import RefundOrder, RefundPayment


class CancelDraw:
    """Does not check that the officer serves the municipality; the surface does by role."""

    def __init__(self, db: Database, clock: Clock, refund_payment: RefundPayment) -> None:
        self.db = db
        self.clock = clock
        self.refund_payment = refund_payment

    def cancel(self, municipality: MunicipalityCode, draw_id: int, officer: Address, reason: str) -> None:
        """Twice changes nothing. Raises: NotFound, Invalid (reason), Conflict (drawn, draft)."""
        if not reason.strip():
            raise Invalid("reason", "empty")
        if len(reason) > 200:
            raise Invalid("reason", "too_long")
        with self.db.write() as session:
            draw = load_draw(session, municipality, draw_id, for_update=True)
            if draw.published_at is None or draw.drawn_at is not None:
                raise Conflict("draw", "draft" if draw.published_at is None else "drawn")
            if draw.cancelled_at is None:
                draw.cancelled_at, draw.cancelled_by = self.clock.now(), officer
                draw.cancel_reason = reason.strip()

    def give_back(self) -> int:
        """Order the refunds of cancelled draws that are still to be made; the scheduler calls it again and again, as
        a payment may reach the chain after the cancellation. Returns how many were ordered."""
        with self.db.read() as session:
            orders = [
                _order(draw, entry)
                for draw in session.scalars(select(Draw).where(Draw.cancelled_at.is_not(None)))
                for entry in valid_entries(session, draw)
                if not _is_ordered(session, draw, entry)
            ]
        return sum(self._refund(order) for order in orders)

    def _refund(self, order: RefundOrder) -> bool:
        try:
            self.refund_payment.refund(order)
        except (RefundInProgress, PaymentNotRefundable):  # the shop gives it back itself, or the chain moves on
            return False
        return True


def _order(draw: Draw, entry: DrawEntry) -> RefundOrder:
    assert draw.cancelled_by is not None
    return RefundOrder(
        merchant_id=draw.merchant_id,
        payment_id=entry.payment_row_id,
        cashier=draw.cancelled_by,
        amount=entry.payment.amount,
        request_key=_key(draw, entry),
    )


def _key(draw: Draw, entry: DrawEntry) -> str:
    return f"draw-{draw.id}-entry-{entry.id}"


def _is_ordered(session: Session, draw: Draw, entry: DrawEntry) -> bool:
    known = select(Refund.id).where(
        Refund.payment_row_id == entry.payment_row_id, Refund.request_key == _key(draw, entry), Refund.failure == ""
    )
    return session.scalar(known) is not None
