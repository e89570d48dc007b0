"""What a shop shows and the customer reads: the poster's code, which never changes, and a request for one amount."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, PointsType, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Points, Yen

REQUEST_LIFE = timedelta(minutes=5)
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that looks like something else on a poster
_CODE_LENGTH = 10  # 49 bits: nobody walks through the shops by counting
_TOKEN_LENGTH = 24


class ShopCode(Base):
    """A shop's poster says https://…/pay/<code>. The address of our own site, no payment network's format."""

    __tablename__ = "points_shop_code"

    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(16), unique=True)


class RequestState(StrEnum):
    OPEN = "open"
    PAID = "paid"  # taken by a payment, whatever became of that
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class PaymentRequest(Base):
    """Exactly this amount, for whoever reads it first, for five minutes."""

    __tablename__ = "points_payment_request"
    __table_args__ = (UniqueConstraint("merchant_id", "request_key"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger)
    request_key: Mapped[str] = mapped_column(String(64))  # the payment will carry it too
    amount: Mapped[Points] = mapped_column(PointsType)
    cash: Mapped[Yen] = mapped_column(YenType)
    sale_lines: Mapped[list[list[Any]]] = mapped_column(JSON)
    cashier: Mapped[Address] = mapped_column(AddressType)
    cashier_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    payment_row_id: Mapped[int | None] = mapped_column(BigInteger)

    def state(self, now: datetime) -> RequestState:
        if self.payment_row_id is not None:
            return RequestState.PAID
        if self.cancelled_at is not None:
            return RequestState.CANCELLED
        return RequestState.OPEN if now < self.expires_at else RequestState.EXPIRED


def new_code() -> str:
    return _random(_CODE_LENGTH)


def new_token() -> str:
    return _random(_TOKEN_LENGTH)


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
