"""When a card's holder has to type the PIN: above one payment's limit, above the day's, or without the QR."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.clock import business_date, end_of_day
from chain.units import Points
from points.errors import CardPinLocked, CardPinNeeded
from points.models import Card, CardPayment, Payment
from points.models.card import MOST_PIN_MISSES
from points.queries.card_rules import card_rules


def needs_pin(session: Session, card: Card, amount: Points, now: datetime, *, is_typed: bool) -> bool:
    """Whether the holder types the PIN for this. `is_typed`: only the number was there, which is no secret.

    Raises: CardPinNeeded (unset), CardPinLocked when it is needed and there is no way.
    """
    rules = card_rules(session, card.municipality)
    without = paid_without_pin(session, card, now)
    if not is_typed and amount <= rules.pin_above and without + amount <= rules.pin_above_a_day:
        return False
    if card.pin_sealed is None:
        left = min(int(rules.pin_above), max(0, int(rules.pin_above_a_day) - int(without)))
        raise CardPinNeeded("unset", most=0 if is_typed else left)
    if card.pin_misses >= MOST_PIN_MISSES:
        raise CardPinLocked()
    return True


def paid_without_pin(session: Session, card: Card, now: datetime) -> Points:
    """Of this day in Japan, by any card of this account."""
    start = end_of_day(business_date(now)) - timedelta(days=1)
    spent = (
        select(func.coalesce(func.sum(Payment.amount), 0))
        .join(CardPayment, CardPayment.payment_row_id == Payment.id)
        .where(
            Payment.holder == card.account,
            Payment.created_at >= start,
            Payment.failure == "",
            CardPayment.had_pin.is_(False),
        )
    )
    return Points(int(session.scalar(spent) or 0))
