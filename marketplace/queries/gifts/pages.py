"""A gift as its giver sees it, and as whoever has the link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from chain.clock import Clock
from chain.db import Database
from chain.ids import Address
from marketplace.errors import GiftUnknown
from marketplace.models import Collection, Gift, GiftState, Order, OrderState, Token
from marketplace.ports import People
from marketplace.queries.orders import OrderView, order_view


class GiftStage(StrEnum):
    UNPAID = "unpaid"  # the checkout is not done
    FAILED = "failed"  # it could not be bought
    PREPARING = "preparing"  # on its way into custody
    WAITING = "waiting"
    EXPIRED = "expired"  # goes back at the job's next round
    TAKEN = "taken"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class GiftView:
    gift: Gift
    order: OrderView
    stage: GiftStage
    taker_name: str
    is_delivered: bool  # nothing is left in custody

    @property
    def collection(self) -> Collection:
        return self.order.order.listing.collection

    @property
    def is_open(self) -> bool:
        """May the giver still take it back?"""
        return self.stage in (GiftStage.PREPARING, GiftStage.WAITING)


class GiftPages:
    def __init__(self, db: Database, clock: Clock, people: People) -> None:
        self.db = db
        self.clock = clock
        self.people = people

    def own(self, gift_id: int, giver: Address) -> GiftView:
        """Raises: GiftUnknown, also for anybody else's."""
        with self.db.read() as session:
            gift = session.get(Gift, gift_id)
            if gift is None or gift.giver != giver:
                raise GiftUnknown()
            return self._view(session, gift)

    def opened(self, secret_hash: bytes) -> GiftView:
        """Raises: GiftUnknown."""
        with self.db.read() as session:
            gift = session.scalar(select(Gift).filter_by(secret_hash=secret_hash))
            if gift is None:
                raise GiftUnknown()
            return self._view(session, gift)

    def of(self, person: Address) -> Sequence[GiftView]:
        """Given and received, the newest first; what was never paid is left out."""
        with self.db.read() as session:
            found = select(Gift).where(or_(Gift.giver == person, Gift.taker == person)).order_by(Gift.id.desc())
            views = [self._view(session, gift) for gift in session.scalars(found.limit(100))]
        return [view for view in views if view.stage is not GiftStage.UNPAID]

    def of_checkout(self, checkout_id: int) -> dict[int, Gift]:
        """By order."""
        with self.db.read() as session:
            found = select(Gift).join(Order, Order.id == Gift.order_id).where(Order.checkout_id == checkout_id)
            return {gift.order_id: gift for gift in session.scalars(found)}

    def _view(self, session: Session, gift: Gift) -> GiftView:
        order = order_view(session, self.clock, gift.order_id, gift.giver)
        kept = session.scalar(select(Token.token_id).filter_by(owner=gift.custody).limit(1)) is not None
        names = self.people.names({gift.taker}) if gift.taker else {}
        stage = self._stage(gift, order.state)
        return GiftView(gift, order, stage, names.get(gift.taker, "") if gift.taker else "", not kept)

    def _stage(self, gift: Gift, order: OrderState) -> GiftStage:
        if order in (OrderState.AWAITING_SIGNATURE, OrderState.FAILED):
            return GiftStage.UNPAID if order is OrderState.AWAITING_SIGNATURE else GiftStage.FAILED
        if gift.state != GiftState.WAITING:
            return GiftStage(gift.state)
        if gift.expires_at <= self.clock.now():
            return GiftStage.EXPIRED
        return GiftStage.PREPARING if order is OrderState.PENDING else GiftStage.WAITING
