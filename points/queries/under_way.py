"""What a person has begun and the chain has not yet confirmed, and what did not come about in the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.ids import Address
from chain.units import Points
from points.models import Gift, MovementKind, Payment, PaymentOnChain, PaymentState, payment_state
from points.queries.gifts import gift_views
from points.queries.merchants import MerchantName, merchant_names

_LOOK_BACK = timedelta(days=1)
_SHOWN = (PaymentState.AWAITING_SIGNATURE, PaymentState.PENDING, PaymentState.FAILED)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """`gift_id` is set for a gift, `merchant` for a payment."""

    at: datetime
    kind: MovementKind
    amount: Points
    state: PaymentState
    failure: str
    merchant: MerchantName | None = None
    counterparty: Address | None = None
    gift_id: int | None = None


def under_way(session: Session, holder: Address, now: datetime) -> list[UnderWay]:
    """Newest first."""
    found = [*_payments(session, holder, now), *_gifts(session, holder, now)]
    return sorted((one for one in found if one.state in _SHOWN), key=lambda one: one.at, reverse=True)


def _payments(session: Session, holder: Address, now: datetime) -> list[UnderWay]:
    mine = (
        select(Payment, PaymentOnChain.block_number)
        .outerjoin(PaymentOnChain, PaymentOnChain.payment_id == Payment.payment_id)
        .where(Payment.holder == holder, Payment.created_at >= now - _LOOK_BACK, PaymentOnChain.payment_id.is_(None))
    )
    rows = session.execute(mine).all()
    shops = merchant_names(session, {payment.merchant_id for payment, _ in rows})
    found = []
    for payment, block in rows:
        state = payment_state(payment, block, -1, now)
        failure = (payment.failure or "unsigned") if state is PaymentState.FAILED else ""
        shop = shops[payment.merchant_id]
        found.append(UnderWay(payment.created_at, MovementKind.PAYMENT, payment.amount, state, failure, merchant=shop))
    return found


def _gifts(session: Session, holder: Address, now: datetime) -> list[UnderWay]:
    mine = select(Gift).where(Gift.sender == holder, Gift.created_at >= now - _LOOK_BACK)
    found = []
    for gift in gift_views(session, session.scalars(mine).all(), now):
        open_parts = [part for part in gift.parts if part.state in _SHOWN]
        amount = sum((part.amount for part in open_parts), Points(0))
        failure = next((part.failure for part in open_parts if part.failure), "")
        found.append(
            UnderWay(
                gift.created_at,
                MovementKind.GIFT,
                amount,
                gift.state,
                failure,
                counterparty=gift.recipient,
                gift_id=gift.id,
            )
        )
    return found
