"""A checkout (お会計): one payment for several orders, whose stock is held for ten minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Yen

HOLD = timedelta(minutes=10)
YEN_SIGNATURE_LIFE = timedelta(minutes=30)
CARD_SIGNATURE_LIFE = timedelta(days=3)  # a provider may tell late


class CheckoutState(StrEnum):
    OPEN = "open"  # stock is held; not everything is signed
    AT_PROVIDER = "at_provider"  # all is signed; the buyer pays by card now
    PAID = "paid"  # the provider has the money; the yen are on their way to the buyer's account
    PLACED = "placed"  # the purchases are in the outbox
    REFUSED = "refused"  # the provider did not take the card; nothing was paid
    CANCELLED = "cancelled"  # by the buyer, before paying
    REFUNDED = "refunded"  # paid too late: nothing was bought, everything goes back


class PayBy(StrEnum):
    UNDECIDED = ""
    YEN = "yen"
    CARD = "card"


class Checkout(Base):
    """Holds stock while `is_holding`: that time is over is enough, no job has to release anything."""

    __tablename__ = "market_checkout"
    __table_args__ = (Index("ix_market_checkout_buyer_id", "buyer", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    buyer: Mapped[Address] = mapped_column(AddressType)
    state: Mapped[CheckoutState] = mapped_column(String(16), default=CheckoutState.OPEN, index=True)
    pay_by: Mapped[PayBy] = mapped_column(String(8), default=PayBy.UNDECIDED)
    total: Mapped[Yen] = mapped_column(YenType)
    hold_until: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def is_holding(self, now: datetime) -> bool:
        return self.state in (CheckoutState.OPEN, CheckoutState.AT_PROVIDER) and now < self.hold_until

    def has_lapsed(self, now: datetime) -> bool:
        """Not paid in time; a late payment may still come."""
        return self.state in (CheckoutState.OPEN, CheckoutState.AT_PROVIDER) and now >= self.hold_until
