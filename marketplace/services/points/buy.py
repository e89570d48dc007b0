"""A fan buys for points. One signature pays: the payment of points, whose nonce is the hash of this purchase."""

from __future__ import annotations

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock, unix
from chain.contracts import Contracts
from chain.db import Database
from chain.ids import Address
from chain.outbox import enqueue
from chain.units import Points, Yen
from marketplace.acts import purchase_act
from marketplace.errors import OrderExpired, OrderUnknown, PointsRefused
from marketplace.models import Order, OrderState
from marketplace.ports import PointsDue, PointsTill
from marketplace.queries.listings import listing_view
from marketplace.queries.points.prices import PriceInPoints, price_in_points
from marketplace.services.eligibility.check_eligibility import CheckEligibility, require_still
from marketplace.services.lotteries.proofs import proof_of, require_chosen
from marketplace.services.place_order import SIGN_WITHIN, check_left, lock_listings
from marketplace.signing import ToSign


class BuyForPoints:
    def __init__(
        self, db: Database, clock: Clock, contracts: Contracts, till: PointsTill, eligible: CheckEligibility
    ) -> None:
        self.db = db
        self.clock = clock
        self.contracts = contracts
        self.till = till
        self.eligible = eligible

    def prepare(self, listing_number: int, buyer: Address, quantity: int) -> ToSign:
        """Keep the order and say what the buyer signs. Points of an earlier order that was left are free again.

        Raises: ListingUnknown, ListingUnavailable, NotChosen, NotEligible, TooMany, Invalid (quantity), PointsMissing,
        PointsRefused.
        """
        self.eligible.require_buyer(listing_number, buyer, quantity)
        now = self.clock.now()
        with self.db.write() as session:
            price = self._check(session, listing_number, buyer, quantity)
            self._let_go(session, buyer)
            order = Order(
                listing_number=listing_number,
                buyer=buyer,
                recipient=buyer,
                quantity=quantity,
                total=Yen(int(price.price) * quantity),
                program_id=price.program_id,
                salt=secrets.token_bytes(32),
                valid_before=unix(now + SIGN_WITHIN),
                state=OrderState.AWAITING_SIGNATURE,
                created_at=now,
            )
            order.purchase_id = self.contracts.market.purchase_id(purchase_act(order))
            session.add(order)
            session.flush()
            order.points_payment = self.till.reserve(session, _due(order, price.merchant_id))
            return ToSign(str(order.id), self.till.message(session, order.points_payment))

    def to_sign(self, order_id: int, buyer: Address) -> ToSign:
        """What is still to be signed of an order that was left.

        Raises: OrderUnknown for anybody else's, OrderExpired.
        """
        with self.db.read() as session:
            order = session.get(Order, order_id)
            if order is None or order.buyer != buyer or order.points_payment is None:
                raise OrderUnknown(order_id)
            self._require_in_time(order)
            return ToSign(str(order.id), self.till.message(session, order.points_payment))

    def complete(self, subject: str, signature: bytes) -> None:
        """Hand the signed order to the chain. A repeated call changes nothing.

        Raises: OrderUnknown, OrderExpired, ListingUnavailable, NotEligible, TooMany, PointsRefused.
        """
        now = self.clock.now()
        with self.db.write() as session:
            order = session.get(Order, int(subject), with_for_update=True)
            if order is None or order.points_payment is None:
                raise OrderUnknown(subject)
            if order.signature is not None:
                return
            self._require_in_time(order)
            lock_listings(session, [order.listing_number])
            price = self._check(session, order.listing_number, order.buyer, order.quantity)
            if (price.program_id, int(price.price) * order.quantity) != (order.program_id, int(order.total)):
                raise PointsRefused("price_changed")
            order.signature, order.state = signature, OrderState.PENDING
            payment = self.till.keep(session, order.points_payment, signature)
            proof = proof_of(session, order.listing_number, order.buyer) or []
            call = self.contracts.points_market.buy(purchase_act(order), payment, signature, proof)
            name = order_name(order.id)
            enqueue(session, call, key=name, subject=name, now=now, principal=order.buyer)

    def _check(self, session: Session, listing_number: int, buyer: Address, quantity: int) -> PriceInPoints:
        """Raises what says why it cannot be bought now."""
        view = listing_view(session, listing_number, self.clock.now(), buyer)
        require_chosen(session, listing_number, buyer)
        require_still(session, listing_number, view.eligibility, buyer)
        check_left(view, quantity)
        price = price_in_points(session, listing_number)
        if price is None:
            raise PointsRefused("not_offered")
        return price

    def _let_go(self, session: Session, buyer: Address) -> None:
        unsigned = select(Order.points_payment).where(
            Order.buyer == buyer, Order.points_payment.is_not(None), Order.signature.is_(None)
        )
        for payment in session.scalars(unsigned.where(Order.valid_before > unix(self.clock.now()))):
            assert payment is not None
            self.till.let_go(session, payment)

    def _require_in_time(self, order: Order) -> None:
        if order.signature is not None or unix(self.clock.now()) >= order.valid_before:
            raise OrderExpired(order.id)


def order_name(order_id: int) -> str:
    """Key and subject of its call, and the key of its payment."""
    return f"marketplace.order:{order_id}"


def _due(order: Order, merchant_id: int) -> PointsDue:
    return PointsDue(
        holder=order.buyer,
        program_id=order.program_id,
        merchant_id=merchant_id,
        amount=Points(int(order.total)),
        nonce=order.purchase_id,
        key=order_name(order.id),
        valid_before=order.valid_before,
    )
