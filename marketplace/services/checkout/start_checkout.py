"""Start a checkout: the stock of every line is held for ten minutes, or nothing is held and the reason is said."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import DomainError
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import CartRefused, CheckoutUnknown, LineRefused
from marketplace.models import Checkout, CheckoutState
from marketplace.models.checkout import ListingItem, item_of
from marketplace.models.checkout.checkouts import HOLD
from marketplace.services.checkout.fill_cart import Wish
from marketplace.services.checkout.parts.parts import Parts
from marketplace.services.eligibility.check_eligibility import CheckEligibility


class StartCheckout:
    def __init__(self, db: Database, clock: Clock, parts: Parts, eligible: CheckEligibility) -> None:
        self.db = db
        self.clock = clock
        self.parts = parts
        self.eligible = eligible

    def start(self, buyer: Address, wishes: Sequence[Wish]) -> int:
        """The id of the checkout. What the same buyer had held and not paid is let go.

        Raises: CartRefused (empty), LineRefused, Invalid.
        """
        if not wishes:
            raise CartRefused("empty")
        now = self.clock.now()
        for wish in wishes:
            self._require_eligible(buyer, wish)
        custody = self.parts.custody_for([wish.item for wish in wishes])
        with self.db.write() as session:
            self.parts.lock(session, [wish.item for wish in wishes])
            _let_go(session, buyer)
            checkout = Checkout(buyer=buyer, total=Yen(0), hold_until=now + HOLD, created_at=now)
            session.add(checkout)
            session.flush()
            held = [self.parts.hold(session, checkout, wish.item, wish.quantity, now, custody) for wish in wishes]
            checkout.total = Yen(sum(int(part.total) for part in held))
            return checkout.id

    def _require_eligible(self, buyer: Address, wish: Wish) -> None:
        """Before anything is held, as an identity registry may be asked."""
        item = item_of(wish.item)
        if isinstance(item, ListingItem):
            try:
                self.eligible.require_buyer(item.number, buyer, wish.quantity)
            except DomainError as why:
                raise LineRefused(wish.item, why) from why

    def cancel(self, checkout_id: int, buyer: Address) -> None:
        """Let the stock go. At the card's page too: should the card be charged after all, it is given back.

        Does nothing to what is paid. Raises: CheckoutUnknown.
        """
        with self.db.write() as session:
            checkout = own_checkout(session, checkout_id, buyer)
            if checkout.state in (CheckoutState.OPEN, CheckoutState.AT_PROVIDER):
                checkout.state = CheckoutState.CANCELLED


def own_checkout(session: Session, checkout_id: int, buyer: Address) -> Checkout:
    """Locked. Raises: CheckoutUnknown, also for anybody else's."""
    checkout = session.get(Checkout, checkout_id, with_for_update=True)
    if checkout is None or checkout.buyer != buyer:
        raise CheckoutUnknown(checkout_id)
    return checkout


def _let_go(session: Session, buyer: Address) -> None:
    held = update(Checkout).where(Checkout.buyer == buyer, Checkout.state == CheckoutState.OPEN)
    session.execute(held.values(state=CheckoutState.CANCELLED))
