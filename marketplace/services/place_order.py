"""A fan buys (注文). One signature pays: the yen token's authorization, whose nonce is the hash of this purchase."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.errors import Invalid
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Yen
from marketplace.acts import purchase_act
from marketplace.errors import ListingUnavailable, OrderExpired, OrderUnknown, TooMany, YenShort
from marketplace.models import Listing, Order, OrderState, SaleState
from marketplace.queries.listings import ListingView, listing_view
from marketplace.queries.yen import balance_of
from marketplace.services.eligibility.check_eligibility import CheckEligibility, require_still
from marketplace.services.lotteries.proofs import purchase_call, require_chosen
from marketplace.signing import ToSign

SIGN_WITHIN = timedelta(minutes=30)


class PlaceOrder:
    def __init__(self, db: Database, clock: Clock, contracts: Contracts, eligible: CheckEligibility) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.eligible = eligible

    def prepare(self, listing_number: int, buyer: Address, quantity: int) -> ToSign:
        """Keep the order and say what the buyer signs.

        Raises: ListingUnknown, ListingUnavailable, NotChosen, NotEligible, TooMany, YenShort, Invalid (quantity).
        """
        self.eligible.require_buyer(listing_number, buyer, quantity)
        now = self.clock.now()
        with self.db.write() as session:
            view = listing_view(session, listing_number, now, buyer)
            total = _check(session, view, buyer, quantity)
            order = Order(
                listing_number=listing_number,
                buyer=buyer,
                recipient=buyer,
                quantity=quantity,
                total=total,
                salt=secrets.token_bytes(32),
                valid_before=unix(now + SIGN_WITHIN),
                state=OrderState.AWAITING_SIGNATURE,
                created_at=now,
            )
            act = purchase_act(order)
            order.purchase_id = self.contracts.market.purchase_id(act)
            session.add(order)
            session.flush()
            return ToSign(str(order.id), self.contracts.market.purchase_message(act))

    def to_sign(self, order_id: int, buyer: Address) -> ToSign:
        """What is still to be signed of an order that was left.

        Raises: OrderUnknown for anybody else's, OrderExpired.
        """
        with self.db.read() as session:
            order = session.get(Order, order_id)
            if order is None or order.buyer != buyer or not _is_paid_alone(order):
                raise OrderUnknown(order_id)
            self._require_in_time(order)
            return ToSign(str(order.id), self.contracts.market.purchase_message(purchase_act(order)))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed order to the chain. A repeated call changes nothing.

        Does not check the signature: whoever collected it did, and the contract does.
        Raises: OrderUnknown, OrderExpired, ListingUnavailable, NotEligible, TooMany, YenShort.
        """
        now = self.clock.now()
        with self.db.write() as session:
            order = session.get(Order, int(subject), with_for_update=True)
            if order is None or not _is_paid_alone(order):
                raise OrderUnknown(subject)
            if order.signature is not None:
                return
            self._require_in_time(order)
            lock_listings(session, [order.listing_number])
            view = listing_view(session, order.listing_number, now, order.buyer)
            _check(session, view, order.buyer, order.quantity)
            order.signature, order.state = signature, OrderState.PENDING
            call = purchase_call(session, self.contracts, order, signature)
            name = f"marketplace.order:{order.id}"
            enqueue(session, call, key=name, subject=name, now=now, principal=order.buyer)

    def _require_in_time(self, order: Order) -> None:
        if order.signature is not None or unix(self.clock.now()) >= order.valid_before:
            raise OrderExpired(order.id)


def _is_paid_alone(order: Order) -> bool:
    """In yen, and not together with others."""
    return order.checkout_id is None and order.points_payment is None


def lock_listings(session: Session, numbers: Sequence[int]) -> None:
    """Nobody else counts what is left of these until the transaction ends. In one order, so that two do not wait for
    each other."""
    wanted = select(Listing.number).where(Listing.number.in_(numbers)).order_by(Listing.number)
    session.execute(wanted.with_for_update())


def check_stock(view: ListingView, quantity: int) -> None:
    """What is in a cart. Raises what says why so many cannot be bought now: ListingUnavailable, Invalid, TooMany."""
    if view.is_for_chosen:
        raise ListingUnavailable(view.listing.number, "for_chosen")
    check_left(view, quantity)


def check_left(view: ListingView, quantity: int) -> None:
    """Raises: ListingUnavailable, Invalid, TooMany."""
    if view.state is not SaleState.ON_SALE:
        raise ListingUnavailable(view.listing.number, view.state)
    if quantity < 1:
        raise Invalid("quantity", "too_few")
    if view.buyer_left is not None and quantity > view.buyer_left:
        raise TooMany("over_limit", view.buyer_left)
    if view.is_held:
        raise ListingUnavailable(view.listing.number, "held")
    if quantity > view.left:
        raise TooMany("over_left", view.left)


def _check(session: Session, view: ListingView, buyer: Address, quantity: int) -> Yen:
    """The total. Raises what says why it cannot be bought now."""
    require_chosen(session, view.listing.number, buyer)
    require_still(session, view.listing.number, view.eligibility, buyer)
    check_left(view, quantity)
    total = Yen(int(view.listing.price) * quantity)
    available = balance_of(session, buyer)
    if int(total) > int(available):
        raise YenShort(total, available)
    return total
