"""At the checkout: a purchase becomes a gift, whose tokens are minted into an account of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, from_unix
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from marketplace.errors import CheckoutOver, GiftRefused, OrderUnknown
from marketplace.models import Checkout, CheckoutState, Gift, GiftState, Order, rules_of
from marketplace.models.checkout.gifts import GIFT_LIFE, LONGEST_MESSAGE, LONGEST_NAME
from marketplace.models.eligibility import EVERYBODY
from marketplace.ports import OpensAccounts
from marketplace.queries.listings import listing_view
from marketplace.services.checkout.parts.parts import Parts
from marketplace.services.checkout.start_checkout import own_checkout

_LEAST_LIFE = timedelta(days=2)  # so long somebody must have to take it
_CUSTODY = "贈り物の預かり"


@dataclass(frozen=True, slots=True)
class GiftWords:
    """`message` is the giver's own; names are as the giver writes them."""

    recipient_name: str
    giver_name: str
    message: str = ""

    def cleaned(self) -> GiftWords:
        """Raises: Invalid naming the field."""
        words = GiftWords(self.recipient_name.strip(), self.giver_name.strip(), self.message.strip())
        for name, text, most in (
            ("recipient_name", words.recipient_name, LONGEST_NAME),
            ("giver_name", words.giver_name, LONGEST_NAME),
            ("message", words.message, LONGEST_MESSAGE),
        ):
            if not text and name != "message":
                raise Invalid(name, "empty")
            if len(text) > most:
                raise Invalid(name, "too_long", most=most)
        return words


class WrapGift:
    def __init__(self, db: Database, clock: Clock, parts: Parts, opens: OpensAccounts) -> None:
        self.db = db
        self.clock = clock
        self.parts = parts
        self.opens = opens

    def wrap(self, checkout_id: int, order_id: int, giver: Address, words: GiftWords) -> None:
        """Before it is signed. Once more changes the words.

        Raises: CheckoutUnknown, CheckoutOver, OrderUnknown, GiftRefused (locked, restricted, bound), Invalid.
        """
        words = words.cleaned()
        with self.db.read() as session:
            self._own_order(session, checkout_id, order_id, giver)
            known = session.scalar(select(Gift.custody).filter_by(order_id=order_id))
        custody = known or self.opens.open(_CUSTODY)
        with self.db.write() as session:
            order = self._own_order(session, checkout_id, order_id, giver)
            now = self.clock.now()
            gift = session.scalar(select(Gift).filter_by(order_id=order_id))
            if gift is None:
                gift = Gift(order_id=order_id, giver=giver, custody=custody, state=GiftState.WAITING, created_at=now)
            gift.expires_at = _expiry(session, order, now)
            gift.recipient_name, gift.giver_name, gift.message = words.recipient_name, words.giver_name, words.message
            session.add(gift)
            self._sign_anew(order, gift.custody)

    def unwrap(self, checkout_id: int, order_id: int, giver: Address) -> None:
        """For oneself after all. Raises: CheckoutUnknown, CheckoutOver, OrderUnknown."""
        with self.db.write() as session:
            order = self._own_order(session, checkout_id, order_id, giver)
            gift = session.scalar(select(Gift).filter_by(order_id=order_id))
            if gift is not None:
                session.delete(gift)
                self._sign_anew(order, giver)

    def _sign_anew(self, order: Order, recipient: Address) -> None:
        """Who gets it is in what the buyer signs."""
        if order.recipient != recipient:
            order.recipient = recipient
            self.parts.part(order).renew(order.valid_before)

    def _own_order(self, session: Session, checkout_id: int, order_id: int, giver: Address) -> Order:
        checkout: Checkout = own_checkout(session, checkout_id, giver)
        order = session.get(Order, order_id)
        if order is None or order.checkout_id != checkout_id:
            raise OrderUnknown(order_id)
        if checkout.state != CheckoutState.OPEN:
            raise CheckoutOver(checkout_id, "decided")
        if checkout.has_lapsed(self.clock.now()):
            raise CheckoutOver(checkout_id, "lapsed")
        return order


def _expiry(session: Session, order: Order, now: datetime) -> datetime:
    """A right that may not move after some day goes back before. Raises: GiftRefused."""
    view = listing_view(session, order.listing_number, now, order.buyer)
    if view.collection.locked:
        raise GiftRefused("locked")
    if view.eligibility != EVERYBODY or view.is_for_chosen:
        raise GiftRefused("restricted")
    until = rules_of(view.collection.typed_detail()).transfers_until
    expiry = now + GIFT_LIFE
    if until:
        expiry = min(expiry, from_unix(until) - timedelta(days=1))
    if expiry < now + _LEAST_LIFE:
        raise GiftRefused("bound")
    return expiry
