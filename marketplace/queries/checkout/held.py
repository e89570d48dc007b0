"""What is spoken for of a listing and not sold yet: stock held by checkouts, and purchases under way to the chain.

Time alone releases what is held; no job has to run for the count to be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from chain.clock import unix
from chain.ids import Address
from marketplace.models import Checkout, CheckoutState, Order, OrderState, Sale


def is_held(now: datetime) -> ColumnElement[bool]:
    """Does the checkout that was joined hold what is in it and not signed or sent yet?"""
    waiting = Checkout.state.in_((CheckoutState.OPEN, CheckoutState.AT_PROVIDER))
    return or_(and_(waiting, Checkout.hold_until > now), Checkout.state == CheckoutState.PAID)


def held_of(
    session: Session,
    numbers: Sequence[int],
    now: datetime,
    *,
    buyer: Address | None = None,
    beside: int | None = None,
) -> dict[int, int]:
    """By listing number; of one buyer, or of all. `beside`: a checkout that is left out."""
    sold = select(Sale.purchase_id).where(Sale.purchase_id == Order.purchase_id).exists()
    found = (
        select(Order.listing_number, func.sum(Order.quantity))
        .outerjoin(Checkout, Checkout.id == Order.checkout_id)
        .where(
            Order.listing_number.in_(numbers),
            Order.valid_before > unix(now),
            or_(Order.state == OrderState.PENDING, and_(Order.state == OrderState.AWAITING_SIGNATURE, is_held(now))),
            ~sold,
        )
        .group_by(Order.listing_number)
    )
    if buyer is not None:
        found = found.where(Order.buyer == buyer)
    if beside is not None:
        found = found.where(or_(Order.checkout_id.is_(None), Order.checkout_id != beside))
    return {number: int(count) for number, count in session.execute(found)}
