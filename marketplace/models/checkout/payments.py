"""A card payment at a provider, what the provider told about it, and what goes back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, UtcDateTime, YenType
from chain.units import Yen


class CardPaymentState(StrEnum):
    STARTING = "starting"  # the provider may or may not know of it yet
    WAITING = "waiting"  # the buyer is at the provider's page
    PAID = "paid"
    FAILED = "failed"


class RefundState(StrEnum):
    DUE = "due"
    DONE = "done"


class CardPayment(Base):
    """`key` is ours and goes to the provider as idempotency key and back in its notices."""

    __tablename__ = "market_card_payment"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    checkout_id: Mapped[int] = mapped_column(ForeignKey("market_checkout.id"), unique=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    provider: Mapped[str] = mapped_column(String(24))
    reference: Mapped[str] = mapped_column(String(255), default="")  # the provider's name for what was paid
    page: Mapped[str] = mapped_column(Text, default="")  # where the buyer pays
    amount: Mapped[Yen] = mapped_column(YenType)
    state: Mapped[CardPaymentState] = mapped_column(String(16), default=CardPaymentState.STARTING)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    paid_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CardRefund(Base):
    """What goes back for one order, booking or charge, or (none given) for everything. Sent until it was taken."""

    __tablename__ = "market_card_refund"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("market_card_payment.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("market_order.id"), unique=True)
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_booking.id"), unique=True)
    charge_id: Mapped[int | None] = mapped_column(ForeignKey("market_point_charge.id"), unique=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    state: Mapped[RefundState] = mapped_column(String(8), default=RefundState.DUE, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retry_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_of_everything(self) -> bool:
        return self.order_id is None and self.booking_id is None and self.charge_id is None


class CardDispute(Base):
    """A cardholder disputes a payment at the bank. Whoever runs the installation answers it at the provider."""

    __tablename__ = "market_card_dispute"

    id: Mapped[str] = mapped_column(String(255), primary_key=True)  # the provider's
    payment_id: Mapped[int] = mapped_column(ForeignKey("market_card_payment.id"), index=True)
    amount: Mapped[Yen] = mapped_column(YenType)
    reason: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def is_open(self) -> bool:
        return self.status not in ("won", "lost", "warning_closed")


class PaymentNotice(Base):
    """A notice of the provider that was taken; the same one again changes nothing."""

    __tablename__ = "market_payment_notice"

    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("market_card_payment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
