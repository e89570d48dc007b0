"""Pay a checkout: how, then a signature for each part, then everything at once.

All parts are signed before any money moves. In yen they go to the chain together; by card the buyer goes to the
provider first, and they wait signed until it says that it was paid (settle_card).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.db import Database
from chain.ids import Address
from marketplace.errors import CardUnavailable, CheckoutOver, YenShort
from marketplace.models import CardPayment, Checkout, CheckoutState, PayBy
from marketplace.models.checkout.checkouts import CARD_SIGNATURE_LIFE, YEN_SIGNATURE_LIFE
from marketplace.ports import YenFloat
from marketplace.queries.checkout.cards import float_left
from marketplace.queries.yen import balance_of
from marketplace.services.checkout.fill_cart import take_out
from marketplace.services.checkout.parts.part import Part
from marketplace.services.checkout.parts.parts import Parts, require_stock
from marketplace.services.checkout.start_checkout import own_checkout
from marketplace.signing import ToSign


class PayCheckout:
    """`takes_cards`: the name of the provider, or empty."""

    def __init__(
        self, db: Database, clock: Clock, parts: Parts, takes_cards: str = "", yen_float: YenFloat | None = None
    ) -> None:
        self.db = db
        self.clock = clock
        self.parts = parts
        self.takes_cards = takes_cards
        self.yen_float = yen_float

    def choose(self, checkout_id: int, buyer: Address, pay_by: PayBy) -> None:
        """Decide how to pay. Whoever decides anew signs anew.

        Raises: CheckoutUnknown, CheckoutOver, YenShort, CardUnavailable.
        """
        if pay_by is PayBy.CARD and not self.takes_cards:
            raise CardUnavailable("closed")
        with self.db.write() as session:
            checkout = own_checkout(session, checkout_id, buyer)
            self._require_open(checkout)
            if pay_by is PayBy.YEN:
                _require_yen(session, checkout)
            if pay_by is PayBy.CARD:
                self._require_float(session, checkout)
            if checkout.pay_by != pay_by:
                self._begin_anew(session, checkout, pay_by)

    def to_sign(self, checkout_id: int, buyer: Address) -> list[ToSign]:
        """What is not signed yet, a purchase or booking each. Raises: CheckoutUnknown, CheckoutOver."""
        with self.db.write() as session:
            checkout = own_checkout(session, checkout_id, buyer)
            self._require_open(checkout)
            waiting = [part for part in self.parts.of(session, checkout_id) if not part.is_signed]
            return [ToSign(part.name, part.message()) for part in waiting]

    def keep(self, subject: str, signature: bytes) -> int:
        """Keep the signature of one part; with the last one everything is sent, or the card is next.
        A repeated call changes nothing. Returns the checkout's id.

        Raises: OrderUnknown, CheckoutOver, LineRefused, YenShort, CardUnavailable: then this signature is not kept.
        """
        with self.db.write() as session:
            part = self.parts.find(session, subject)
            assert part.row.checkout_id is not None
            checkout = own_checkout(session, part.row.checkout_id, part.buyer)
            session.refresh(part.row)
            if not part.is_signed:
                if checkout.state != CheckoutState.OPEN:
                    raise CheckoutOver(checkout.id, "decided")
                part.row.signature = signature
                session.flush()
                self._go_on(session, checkout)
            return checkout.id

    def _go_on(self, session: Session, checkout: Checkout) -> None:
        parts = self.parts.of(session, checkout.id)
        if not all(part.is_signed for part in parts):
            return
        now, items = self.clock.now(), [part.item for part in parts]
        self.parts.lock(session, items)
        require_stock(session, parts, now)
        take_out(session, checkout.buyer, items)
        if checkout.pay_by == PayBy.CARD:
            self._require_float(session, checkout)
            checkout.state = CheckoutState.AT_PROVIDER
            key = f"musubi-{checkout.id}-{secrets.token_hex(8)}"
            session.add(
                CardPayment(
                    checkout_id=checkout.id, key=key, provider=self.takes_cards, amount=checkout.total, created_at=now
                )
            )
            return
        _require_yen(session, checkout)
        send_parts(session, checkout, parts, now)

    def _require_float(self, session: Session, checkout: Checkout) -> None:
        """No card is charged for yen that could not be delivered. Raises: CardUnavailable (float_short)."""
        if self.yen_float is None:
            return
        left = float_left(session, self.yen_float, self.clock.now(), beside=checkout.id)
        if left is not None and int(left) < int(checkout.total):
            raise CardUnavailable("float_short")

    def _begin_anew(self, session: Session, checkout: Checkout, pay_by: PayBy) -> None:
        life = CARD_SIGNATURE_LIFE if pay_by is PayBy.CARD else YEN_SIGNATURE_LIFE
        checkout.pay_by = pay_by
        for part in self.parts.of(session, checkout.id):
            part.renew(unix(self.clock.now() + life))

    def _require_open(self, checkout: Checkout) -> None:
        if checkout.state == CheckoutState.AT_PROVIDER:
            raise CheckoutOver(checkout.id, "paying")
        if checkout.state != CheckoutState.OPEN:
            raise CheckoutOver(checkout.id, "decided")
        if checkout.has_lapsed(self.clock.now()):
            raise CheckoutOver(checkout.id, "lapsed")


def send_parts(session: Session, checkout: Checkout, parts: Sequence[Part], now: datetime) -> None:
    """Everything that was signed goes into the outbox."""
    for part in parts:
        part.send(session, now)
    checkout.state = CheckoutState.PLACED


def _require_yen(session: Session, checkout: Checkout) -> None:
    available = balance_of(session, checkout.buyer)
    if int(checkout.total) > int(available):
        raise YenShort(checkout.total, available)
