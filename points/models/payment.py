"""Payments (支払い) at a till, their refunds (返還), and the customer's payment code."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.acting import acted_by
from chain.clock import unix
from chain.db import AddressType, Base, BigId, Bytes32, PointsType, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Points, Yen

CODE_LIFE = timedelta(seconds=90)
CODE_ROTATION = timedelta(seconds=30)


class PaymentState(StrEnum):
    AWAITING_SIGNATURE = "awaiting_signature"  # the customer's own wallet has to sign
    PENDING = "pending"  # signed, on its way to the chain
    CONFIRMED = "confirmed"  # on chain: the till says done
    FINAL = "final"  # deep enough that no reorg will take it back
    FAILED = "failed"


class Tender(StrEnum):
    """What the payer showed."""

    PHONE = "phone"  # the own rotating code
    CARD = "card"  # a paper card
    SHOP_CODE = "shop_code"  # nothing: the payer read the shop's code, or a page of this site


class Payment(Base):
    __tablename__ = "points_payment"
    __table_args__ = (
        UniqueConstraint("merchant_id", "request_key"),
        Index("ix_points_payment_merchant_id_created_at", "merchant_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    amount: Mapped[Points] = mapped_column(PointsType)
    lots: Mapped[list[list[int]]] = mapped_column(JSON)  # [lot id, amount], the earliest expiry first
    claims: Mapped[list[list[int]]] = mapped_column(JSON, default=list)  # [campaign id, entry]: drops it takes along
    nonce: Mapped[bytes] = mapped_column(Bytes32)
    deadline: Mapped[int] = mapped_column(BigInteger)  # unix seconds
    payment_id: Mapped[bytes] = mapped_column(Bytes32, unique=True)  # EIP-712 digest of the payment
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    request_key: Mapped[str] = mapped_column(String(64))  # made by the till once per sale
    cashier: Mapped[Address] = mapped_column(AddressType)  # the payer, where nobody stood at a till
    tender: Mapped[Tender] = mapped_column(String(16), default=Tender.PHONE)
    cashier_id: Mapped[int | None] = mapped_column(BigInteger)  # who stood at the till, where it asks for a PIN
    cash: Mapped[Yen] = mapped_column(YenType, default=Yen(0))  # the rest of the price, paid in cash and only noted
    sale_lines: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # SaleLine.as_json
    closing_id: Mapped[int | None] = mapped_column(BigInteger, index=True)  # the day closing that counted it
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Refund(Base):
    __tablename__ = "points_refund"
    __table_args__ = (
        UniqueConstraint("payment_row_id", "request_key"),
        UniqueConstraint("payment_row_id", "refunded_in_all", name="uq_points_refund_running_total"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    payment_row_id: Mapped[int] = mapped_column(ForeignKey("points_payment.id"), index=True)
    amount: Mapped[Points] = mapped_column(PointsType)
    # The payment's running total after this refund, as the chain will report it. None once it failed, so that the
    # same step can be tried again; while set, the constraint lets one refund be under way at a time.
    refunded_in_all: Mapped[Points | None] = mapped_column(PointsType)
    nonce: Mapped[bytes] = mapped_column(Bytes32)
    deadline: Mapped[int] = mapped_column(BigInteger)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    request_key: Mapped[str] = mapped_column(String(64))
    cashier: Mapped[Address] = mapped_column(AddressType)
    cashier_id: Mapped[int | None] = mapped_column(BigInteger)
    closing_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failure: Mapped[str] = mapped_column(String(100), default="")
    failure_args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class PaymentCode(Base):
    """What a customer's QR shows: good for one payment within a minute and a half. Only its hash is kept."""

    __tablename__ = "points_payment_code"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    token_hash: Mapped[bytes] = mapped_column(Bytes32, unique=True)
    holder: Mapped[Address] = mapped_column(AddressType, index=True)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    coupon_id: Mapped[int | None] = mapped_column(BigInteger)  # what the customer chose to use with it
    shown_by: Mapped[Address | None] = mapped_column(AddressType, default=acted_by)  # a guardian, for the holder


class SignerNonce(Base):
    """The next unordered nonce of a signer: of payments and gifts by the lot that they begin with, of other acts with
    lot 0. Those of lot 0 start at a word of their own, so that installations never meet. All count on within a word,
    so that a later act touches a slot that is already there (cheaper)."""

    __tablename__ = "points_signer_nonce"

    signer: Mapped[Address] = mapped_column(AddressType, primary_key=True)
    lot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    next_nonce: Mapped[bytes] = mapped_column(Bytes32)


def payment_state(payment: Payment, block_number: int | None, final_block: int, now: datetime) -> PaymentState:
    """`block_number` is that of the projected payment, `final_block` the newest block that no reorg will take back."""
    if block_number is not None:
        return PaymentState.FINAL if block_number <= final_block else PaymentState.CONFIRMED
    if payment.failure:
        return PaymentState.FAILED
    if payment.signature is not None:
        return PaymentState.PENDING
    return PaymentState.AWAITING_SIGNATURE if unix(now) <= payment.deadline else PaymentState.FAILED


def refund_state(refund: Refund, block_number: int | None, final_block: int) -> PaymentState:
    if block_number is not None:
        return PaymentState.FINAL if block_number <= final_block else PaymentState.CONFIRMED
    return PaymentState.FAILED if refund.failure else PaymentState.PENDING
