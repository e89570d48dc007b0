"""The cart, a checkout and the list of orders as their person sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from chain.units import Yen
from marketplace.errors import CheckoutUnknown
from marketplace.models import CardPayment, CardRefund, Checkout, CheckoutState, Order, OrderState, PointCharge
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.ports import PointSales
from marketplace.queries.checkout.bookings import CheckoutBooking, checkout_bookings
from marketplace.queries.checkout.cart_lines import CartLineView, cart_line
from marketplace.queries.orders import OrderView, order_view, orders_of
from marketplace.queries.yen import balance_of
from marketplace.services.checkout.fill_cart import Wish
from marketplace.services.eligibility.check_eligibility import CheckEligibility


@dataclass(frozen=True, slots=True)
class CartPage:
    items: Sequence[CartLineView]

    @property
    def total(self) -> Yen:
        return Yen(sum(int(item.total) for item in self.items))

    @property
    def is_ready(self) -> bool:
        return bool(self.items) and all(item.refusal is None for item in self.items)


@dataclass(frozen=True, slots=True)
class CheckoutView:
    checkout: Checkout
    lines: Sequence[OrderView]
    bookings: Sequence[CheckoutBooking]
    charges: Sequence[PointCharge]
    payment: CardPayment | None
    refunds: Sequence[CardRefund]
    balance: Yen
    has_lapsed: bool
    seconds_left: int

    @property
    def rows(self) -> list[Order | TicketBooking | PointCharge]:
        return [*(line.order for line in self.lines), *(one.booking for one in self.bookings), *self.charges]

    @property
    def states(self) -> list[OrderState]:
        """Of every part. Points that were issued are as good as final: the yen follow by themselves."""
        issued, final = OrderState.CONFIRMED, OrderState.FINAL
        charged = [final if one.state == issued else OrderState(one.state) for one in self.charges]
        return [*(line.state for line in self.lines), *(one.state for one in self.bookings), *charged]

    @property
    def signed(self) -> int:
        return sum(row.signature is not None for row in self.rows)

    @property
    def is_settled(self) -> bool:
        """Nothing more will change that the buyer waits for."""
        state = self.checkout.state
        if state == CheckoutState.PLACED:
            return all(one in (OrderState.FINAL, OrderState.FAILED) for one in self.states)
        return state not in (CheckoutState.PAID, CheckoutState.AT_PROVIDER)

    def refund_of(self, row: Order | TicketBooking | PointCharge) -> CardRefund | None:
        """What goes back to the card for this part, alone or with everything."""
        name = {Order: "order_id", TicketBooking: "booking_id", PointCharge: "charge_id"}[type(row)]
        alone = next((one for one in self.refunds if getattr(one, name) == row.id), None)
        return alone or next((one for one in self.refunds if one.is_of_everything), None)


@dataclass(frozen=True, slots=True)
class PastOrder:
    """A checkout, or an order that was bought alone."""

    placed_at: datetime
    lines: Sequence[OrderView]
    checkout: Checkout | None
    total: Yen
    bookings: Sequence[CheckoutBooking] = ()
    charges: Sequence[PointCharge] = ()

    @property
    def subject(self) -> str:
        """As receipts name it."""
        return f"checkout:{self.checkout.id}" if self.checkout else f"order:{self.lines[0].order.id}"

    @property
    def program_id(self) -> int:
        """Whose points paid for it; 0: it was paid in yen."""
        return 0 if self.checkout else self.lines[0].order.program_id


class CheckoutPages:
    def __init__(self, db: Database, clock: Clock, sales: PointSales, eligible: CheckEligibility) -> None:
        self._db = db
        self._clock = clock
        self._sales = sales
        self._eligible = eligible

    def cart(self, wishes: Sequence[Wish], buyer: Address | None) -> CartPage:
        """What is no longer there is left out."""
        with self._db.read() as session:
            now, eligible = self._clock.now(), self._eligible
            items = [cart_line(session, self._sales, wish, buyer, now, eligible) for wish in wishes]
        return CartPage([item for item in items if item is not None])

    def checkout(self, checkout_id: int, buyer: Address) -> CheckoutView:
        """Raises: CheckoutUnknown, also for anybody else's."""
        now = self._clock.now()
        with self._db.read() as session:
            checkout = session.get(Checkout, checkout_id)
            if checkout is None or checkout.buyer != buyer:
                raise CheckoutUnknown(checkout_id)
            payment = session.scalar(select(CardPayment).filter_by(checkout_id=checkout_id))
            refunds = select(CardRefund).filter_by(payment_id=payment.id if payment else None)
            return CheckoutView(
                checkout=checkout,
                lines=_lines(session, self._clock, checkout_id, buyer),
                bookings=checkout_bookings(session, self._clock, checkout_id, buyer),
                charges=_charges(session, checkout_id),
                payment=payment,
                refunds=session.scalars(refunds.order_by(CardRefund.id)).all(),
                balance=balance_of(session, buyer),
                has_lapsed=checkout.has_lapsed(now),
                seconds_left=max(0, int((checkout.hold_until - now).total_seconds())),
            )

    def past(self, buyer: Address) -> list[PastOrder]:
        """The newest first: what was bought, refused or given back; not what was only looked at."""
        shown = (CheckoutState.AT_PROVIDER, CheckoutState.PAID, CheckoutState.PLACED, CheckoutState.REFUNDED)
        with self._db.read() as session:
            found = select(Checkout).where(Checkout.buyer == buyer, Checkout.state.in_(shown))
            checkouts = session.scalars(found.order_by(Checkout.id.desc()).limit(50)).all()
            past = [
                PastOrder(
                    one.created_at,
                    _lines(session, self._clock, one.id, buyer),
                    one,
                    one.total,
                    checkout_bookings(session, self._clock, one.id, buyer),
                    _charges(session, one.id),
                )
                for one in checkouts
            ]
            alone = [view for view in orders_of(session, self._clock, buyer) if view.order.checkout_id is None]
        past += [PastOrder(view.order.created_at, [view], None, view.order.total) for view in alone]
        return sorted(past, key=lambda one: one.placed_at, reverse=True)


def _lines(session: Session, clock: Clock, checkout_id: int, buyer: Address) -> list[OrderView]:
    found = session.scalars(select(Order.id).filter_by(checkout_id=checkout_id).order_by(Order.id))
    return [order_view(session, clock, order_id, buyer) for order_id in found]


def _charges(session: Session, checkout_id: int) -> Sequence[PointCharge]:
    return session.scalars(select(PointCharge).filter_by(checkout_id=checkout_id).order_by(PointCharge.id)).all()
