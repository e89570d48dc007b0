"""Pay a checkout: how, then a signature for each purchase, then everything at once.

All purchases are signed before any money moves. In yen they go to the chain together; by card the buyer goes to the
provider first, and they wait signed until it says that it was paid (settle_card).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import DomainError
from chain.ids import Address
from chain.outbox import enqueue
from marketplace.acts import purchase_act
from marketplace.errors import CardUnavailable, CheckoutOver, LineRefused, OrderUnknown, YenShort
from marketplace.models import CardPayment, Checkout, CheckoutState, Order, OrderState, PayBy
from marketplace.models.checkout import listing_item
from marketplace.models.checkout.checkouts import CARD_SIGNATURE_LIFE, YEN_SIGNATURE_LIFE
from marketplace.queries.listings import listing_view
from marketplace.queries.yen import balance_of
from marketplace.services.checkout.fill_cart import take_out
from marketplace.services.checkout.start_checkout import orders_of_checkout, own_checkout
from marketplace.services.place_order import check_stock, lock_listings
from marketplace.signing import ToSign


class PayCheckout:
    """`takes_cards`: the name of the provider, or empty."""

    def __init__(self, db: Database, clock: Clock, contracts: Contracts, takes_cards: str = "") -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.takes_cards = takes_cards

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
            if checkout.pay_by != pay_by:
                self._begin_anew(session, checkout, pay_by)

    def to_sign(self, checkout_id: int, buyer: Address) -> list[ToSign]:
        """What is not signed yet, a purchase each. Raises: CheckoutUnknown, CheckoutOver."""
        with self.db.write() as session:
            checkout = own_checkout(session, checkout_id, buyer)
            self._require_open(checkout)
            waiting = [order for order in orders_of_checkout(session, checkout_id) if order.signature is None]
            market = self.contracts.market
            return [ToSign(str(order.id), market.purchase_message(purchase_act(order))) for order in waiting]

    def keep(self, subject: str, signature: bytes) -> int:
        """Keep the signature of one purchase; with the last one everything is sent, or the card is next.
        A repeated call changes nothing. Returns the checkout's id.

        Raises: OrderUnknown, CheckoutOver, LineRefused, YenShort: then this signature is not kept.
        """
        with self.db.write() as session:
            order = session.get(Order, int(subject))
            if order is None or order.checkout_id is None:
                raise OrderUnknown(subject)
            checkout = own_checkout(session, order.checkout_id, order.buyer)
            session.refresh(order)
            if order.signature is None:
                if checkout.state != CheckoutState.OPEN:
                    raise CheckoutOver(checkout.id, "decided")
                order.signature = signature
                session.flush()
                self._go_on(session, checkout)
            return checkout.id

    def _go_on(self, session: Session, checkout: Checkout) -> None:
        orders = orders_of_checkout(session, checkout.id)
        if any(order.signature is None for order in orders):
            return
        now = self.clock.now()
        require_stock(session, checkout, orders, self.clock)
        take_out(session, checkout.buyer, {listing_item(order.listing_number): order.quantity for order in orders})
        if checkout.pay_by == PayBy.CARD:
            checkout.state = CheckoutState.AT_PROVIDER
            key = f"musubi-{checkout.id}-{secrets.token_hex(8)}"
            session.add(
                CardPayment(
                    checkout_id=checkout.id, key=key, provider=self.takes_cards, amount=checkout.total, created_at=now
                )
            )
            return
        _require_yen(session, checkout)
        send_purchases(session, self.contracts, checkout, orders, self.clock)

    def _begin_anew(self, session: Session, checkout: Checkout, pay_by: PayBy) -> None:
        life = CARD_SIGNATURE_LIFE if pay_by is PayBy.CARD else YEN_SIGNATURE_LIFE
        checkout.pay_by = pay_by
        for order in orders_of_checkout(session, checkout.id):
            order.signature, order.salt = None, secrets.token_bytes(32)
            order.valid_before = unix(self.clock.now() + life)
            order.purchase_id = self.contracts.market.purchase_id(purchase_act(order))

    def _require_open(self, checkout: Checkout) -> None:
        if checkout.state == CheckoutState.AT_PROVIDER:
            raise CheckoutOver(checkout.id, "paying")
        if checkout.state != CheckoutState.OPEN:
            raise CheckoutOver(checkout.id, "decided")
        if checkout.has_lapsed(self.clock.now()):
            raise CheckoutOver(checkout.id, "lapsed")


def require_stock(session: Session, checkout: Checkout, orders: Sequence[Order], clock: Clock) -> None:
    """What was held is there while it is held. Afterwards it is there when nobody else took it.

    Raises: LineRefused.
    """
    now = clock.now()
    lock_listings(session, [order.listing_number for order in orders])
    for order in orders:
        view = listing_view(session, order.listing_number, now, order.buyer, beside=checkout.id)
        try:
            check_stock(view, order.quantity)
        except DomainError as why:
            raise LineRefused(listing_item(order.listing_number), why) from why


def send_purchases(
    session: Session, contracts: Contracts, checkout: Checkout, orders: Sequence[Order], clock: Clock
) -> None:
    """Everything that was signed goes into the outbox."""
    for order in orders:
        assert order.signature is not None
        order.state = OrderState.PENDING
        name = f"marketplace.order:{order.id}"
        call = contracts.market.buy(purchase_act(order), order.signature)
        enqueue(session, call, key=name, subject=name, now=clock.now(), principal=order.buyer)
    checkout.state = CheckoutState.PLACED


def _require_yen(session: Session, checkout: Checkout) -> None:
    available = balance_of(session, checkout.buyer)
    if int(checkout.total) > int(available):
        raise YenShort(checkout.total, available)
