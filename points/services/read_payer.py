"""Whose points a till takes: from the text that a scanner read or a person typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from chain.ids import Address
from chain.units import Points
from points.models import Card, PaymentCode, Tender
from points.services.cards.pin_rule import needs_pin
from points.services.cards.read_card import is_card_number, lock_card, read_card, shows_card
from points.services.issue_payment_code import lock_code, read_code


@dataclass(frozen=True, slots=True)
class Payer:
    """`code` is the customer's single-use code, `card` the paper card, where it was one. `is_typed`: the card's number
    alone, without its QR."""

    holder: Address
    tender: Tender
    code: PaymentCode | None = None
    card: Card | None = None
    is_typed: bool = False

    def chosen_coupon(self, wanted: int | None) -> int | None:
        """The coupon that goes with it: what the customer chose on the phone; `wanted`, the till's choice, for a paper
        card, whose holder has no screen to choose on."""
        if self.card is not None:
            return wanted
        return self.code.coupon_id if self.code is not None else None

    def use_up(self, now: datetime) -> None:
        if self.code is not None:
            self.code.used_at = now

    def needs_pin(self, session: Session, amount: Points, now: datetime) -> bool:
        """Raises: CardPinNeeded (unset), CardPinLocked."""
        return self.card is not None and needs_pin(session, self.card, amount, now, is_typed=self.is_typed)


def read_payer(session: Session, text: str, now: datetime) -> Payer:
    """Raises: PaymentCodeRefused (unknown, expired, used), CardRefused (unknown, printed, blocked, replaced)."""
    if shows_card(text):
        card = read_card(session, text)
        return Payer(card.account, Tender.CARD, card=card, is_typed=is_card_number(text))
    code = read_code(session, text, now)
    return Payer(code.holder, Tender.PHONE, code)


def lock_payer(session: Session, text: str) -> Address | None:
    """Whose it is, be it still good or not; whoever else asks for it waits until this transaction ends."""
    if shows_card(text):
        card = lock_card(session, text)
        return None if card is None else card.account
    code = lock_code(session, text)
    return None if code is None else code.holder
