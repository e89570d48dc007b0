"""Start a checkout: the stock of every line is held for ten minutes, or nothing is held and the reason is said."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import DomainError
from chain.ids import Address
from chain.units import Yen
from marketplace.acts import purchase_act
from marketplace.errors import CartRefused, CheckoutUnknown, LineRefused
from marketplace.models import Checkout, CheckoutState, Order, OrderState
from marketplace.models.checkout import listing_item, listing_of_item
from marketplace.models.checkout.checkouts import HOLD, YEN_SIGNATURE_LIFE
from marketplace.queries.listings import listing_view
from marketplace.services.checkout.fill_cart import Wish
from marketplace.services.place_order import check_stock, lock_listings


class StartCheckout:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts

    def start(self, buyer: Address, wishes: Sequence[Wish]) -> int:
        """The id of the checkout. What the same buyer had held and not paid is let go.

        Raises: CartRefused (empty), LineRefused, Invalid.
        """
        if not wishes:
            raise CartRefused("empty")
        now = self.clock.now()
        wanted = sorted((listing_of_item(wish.item), wish.quantity) for wish in wishes)
        with self.db.write() as session:
            lock_listings(session, [number for number, _ in wanted])
            _let_go(session, buyer)
            checkout = Checkout(buyer=buyer, total=Yen(0), hold_until=now + HOLD, created_at=now)
            session.add(checkout)
            session.flush()
            total = sum(self._hold(session, checkout, number, quantity, now) for number, quantity in wanted)
            checkout.total = Yen(total)
            return checkout.id

    def cancel(self, checkout_id: int, buyer: Address) -> None:
        """Let the stock go. At the card's page too: should the card be charged after all, it is given back.

        Does nothing to what is paid. Raises: CheckoutUnknown.
        """
        with self.db.write() as session:
            checkout = own_checkout(session, checkout_id, buyer)
            if checkout.state in (CheckoutState.OPEN, CheckoutState.AT_PROVIDER):
                checkout.state = CheckoutState.CANCELLED

    def _hold(self, session: Session, checkout: Checkout, number: int, quantity: int, now: datetime) -> int:
        buyer = checkout.buyer
        try:
            view = listing_view(session, number, now, buyer)
            check_stock(view, quantity)
        except DomainError as why:
            raise LineRefused(listing_item(number), why) from why
        order = Order(
            listing_number=number,
            checkout_id=checkout.id,
            buyer=buyer,
            recipient=buyer,
            quantity=quantity,
            total=Yen(int(view.listing.price) * quantity),
            salt=secrets.token_bytes(32),
            valid_before=unix(now + YEN_SIGNATURE_LIFE),
            state=OrderState.AWAITING_SIGNATURE,
            created_at=now,
        )
        order.purchase_id = self.contracts.market.purchase_id(purchase_act(order))
        session.add(order)
        session.flush()
        return int(order.total)


def own_checkout(session: Session, checkout_id: int, buyer: Address) -> Checkout:
    """Locked. Raises: CheckoutUnknown, also for anybody else's."""
    checkout = session.get(Checkout, checkout_id, with_for_update=True)
    if checkout is None or checkout.buyer != buyer:
        raise CheckoutUnknown(checkout_id)
    return checkout


def orders_of_checkout(session: Session, checkout_id: int) -> list[Order]:
    return list(session.scalars(select(Order).filter_by(checkout_id=checkout_id).order_by(Order.id)))


def _let_go(session: Session, buyer: Address) -> None:
    held = update(Checkout).where(Checkout.buyer == buyer, Checkout.state == CheckoutState.OPEN)
    session.execute(held.values(state=CheckoutState.CANCELLED))
