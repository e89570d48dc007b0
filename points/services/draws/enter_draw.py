"""A person enters a prize draw: a payment of points to the shop that takes the entries."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import Address
from chain.units import Points
from points.errors import DrawNotOpen, TooManyTickets
from points.models import Draw, DrawEntry, DrawState, Payment, Tender, draw_state
from points.queries.draws import amount_of, own_entries
from points.services.reserve_payment import PaymentOrder, ReservePayment, check_request_key
from points.services.send_payment import SendPayment


@dataclass(frozen=True, slots=True)
class Entering:
    """`request_key` is made once a press, so that a repeated request enters once."""

    draw_id: int
    holder: Address
    tickets: int
    request_key: str

    def check(self) -> None:
        """Raises: Invalid naming the field."""
        if self.tickets < 1:
            raise Invalid("tickets", "zero")
        check_request_key(self.request_key)

    @property
    def payment_key(self) -> str:
        """The key of its payment among all of the shop's."""
        return f"d{self.draw_id}-{self.request_key}"[:64]


class EnterDraw:
    def __init__(self, db: Database, clock: Clock, reserving: ReservePayment, sending: SendPayment) -> None:
        self.db = db
        self.clock = clock
        self.reserving = reserving
        self.sending = sending

    def spendable(self, session: Session, draw: Draw, holder: Address) -> Points:
        """How many points the person could enter with. Raises: MerchantClosed, OwnShop."""
        merchant = self.reserving.open_merchant(session, draw.merchant_id)
        return self.reserving.spendable(session, holder, merchant)

    def enter(self, entering: Entering) -> int:
        """The id of the payment. A managed wallet signs at once; else the person signs before the draw closes.

        Raises: DrawNotOpen, TooManyTickets, PointsShort, MerchantClosed, NotFound, Invalid.
        """
        entering.check()
        payment = self._reserve(entering)
        self.sending.sign_and_send(payment)
        return payment.id

    def _reserve(self, entering: Entering) -> Payment:
        now, life = self.clock.now(), self.sending.life_of(entering.holder)
        with self.db.write() as session:
            draw = session.get(Draw, entering.draw_id, with_for_update=True)  # entries of one draw come one by one
            if draw is None or draw.published_at is None:
                raise NotFound("draw", entering.draw_id)
            if known := self._known(session, draw, entering):
                return known
            self._check(session, draw, entering)
            order = PaymentOrder(
                merchant_id=draw.merchant_id,
                holder=entering.holder,
                amount=amount_of(draw, entering.tickets),
                request_key=entering.payment_key,
                cashier=entering.holder,
                tender=Tender.SHOP_CODE,
                deadline=min(now + life, draw.closes_at),  # the chain refuses a payment that would come too late
            )
            payment = self.reserving.reserve(session, order)
            entry = DrawEntry(
                draw_id=draw.id, payment_row_id=payment.id, holder=entering.holder, tickets=entering.tickets
            )
            session.add(entry)
            return payment

    def _known(self, session: Session, draw: Draw, entering: Entering) -> Payment | None:
        return session.scalar(
            select(Payment).where(
                Payment.merchant_id == draw.merchant_id,
                Payment.request_key == entering.payment_key,
                Payment.holder == entering.holder,
            )
        )

    def _check(self, session: Session, draw: Draw, entering: Entering) -> None:
        now = self.clock.now()
        state = draw_state(draw, now)
        if state is not DrawState.OPEN:
            raise DrawNotOpen(draw.id, state)
        own = own_entries(session, draw, entering.holder, now)
        left = draw.tickets_each - own.tickets - own.under_way
        if entering.tickets > left:
            raise TooManyTickets(left)
