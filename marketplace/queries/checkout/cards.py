"""Card payments as those watch them who run them: what the float still covers, refunds under way, disputes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.ids import MunicipalityCode
from chain.units import Yen
from marketplace.models import (
    CardPayment,
    CardRefund,
    Checkout,
    CheckoutState,
    Collection,
    Listing,
    Order,
    RefundState,
)
from marketplace.models.checkout import CardDispute
from marketplace.models.tickets.bookings import TicketBooking
from marketplace.models.tickets.services import TicketService
from marketplace.ports import YenFloat
from marketplace.queries.yen import balance_of

_SHOWN = 100
_CLOSED = ("won", "lost", "warning_closed")


@dataclass(frozen=True, slots=True)
class CardLine:
    """One payment, with what goes back of it and what its cardholder disputes."""

    payment: CardPayment
    checkout: Checkout
    refunds: Sequence[CardRefund]
    disputes: Sequence[CardDispute]

    @property
    def given_back(self) -> Yen:
        return Yen(sum(int(one.amount) for one in self.refunds if one.state == RefundState.DONE))

    @property
    def due_back(self) -> Yen:
        return Yen(sum(int(one.amount) for one in self.refunds if one.state == RefundState.DUE))


@dataclass(frozen=True, slots=True)
class CardStanding:
    """`float_left`: yen for further card payments; None where they are made when needed, or no cards are taken."""

    float_left: Yen | None
    refunds_due: int
    most_attempts: int  # of a refund that the provider has not taken
    open_disputes: int


def float_left(session: Session, yen_float: YenFloat, now: datetime, *, beside: int | None = None) -> Yen | None:
    """What the float holds, less what card payments under way will take of it; None: as much as is needed.

    `beside`: a checkout that is not counted."""
    if yen_float.is_made:
        return None
    at_provider = and_(Checkout.state == CheckoutState.AT_PROVIDER, Checkout.hold_until > now)
    promised = (
        select(func.coalesce(func.sum(CardPayment.amount), 0))
        .join(Checkout, Checkout.id == CardPayment.checkout_id)
        .where(or_(at_provider, Checkout.state == CheckoutState.PAID))
    )
    if beside is not None:
        promised = promised.where(Checkout.id != beside)
    held = int(balance_of(session, yen_float.address)) - int(session.scalar(promised) or 0)
    return Yen(max(0, held))


class CardPages:
    def __init__(self, db: Database, yen_float: YenFloat | None) -> None:
        self._db = db
        self._float = yen_float

    def standing(self, now: datetime) -> CardStanding:
        with self._db.read() as session:
            due = select(func.count(), func.coalesce(func.max(CardRefund.attempts), 0)).where(
                CardRefund.state == RefundState.DUE
            )
            refunds, attempts = session.execute(due).one()
            disputes = select(func.count()).select_from(CardDispute).where(CardDispute.status.not_in(_CLOSED))
            left = float_left(session, self._float, now) if self._float else None
            return CardStanding(left, int(refunds), int(attempts), int(session.scalar(disputes) or 0))

    def of_town(self, code: MunicipalityCode) -> list[CardLine]:
        """Payments with something of this town among what they pay, the newest first."""
        orders = (
            select(Order.checkout_id)
            .join(Listing, Listing.number == Order.listing_number)
            .join(Collection, Collection.number == Listing.collection_number)
            .where(Collection.municipality == code, Order.checkout_id.is_not(None))
        )
        bookings = (
            select(TicketBooking.checkout_id)
            .join(TicketService, TicketService.number == TicketBooking.service_number)
            .where(TicketService.municipality == code, TicketBooking.checkout_id.is_not(None))
        )
        found = (
            select(CardPayment, Checkout)
            .join(Checkout, Checkout.id == CardPayment.checkout_id)
            .where(or_(Checkout.id.in_(orders), Checkout.id.in_(bookings)))
            .order_by(CardPayment.id.desc())
            .limit(_SHOWN)
        )
        with self._db.read() as session:
            rows = [(payment, checkout) for payment, checkout in session.execute(found)]
            ids = [payment.id for payment, _ in rows]
            refunds = session.scalars(select(CardRefund).where(CardRefund.payment_id.in_(ids))).all()
            disputes = session.scalars(select(CardDispute).where(CardDispute.payment_id.in_(ids))).all()
        return [
            CardLine(
                payment,
                checkout,
                [one for one in refunds if one.payment_id == payment.id],
                [one for one in disputes if one.payment_id == payment.id],
            )
            for payment, checkout in rows
        ]
