"""A shop's till: what its manager set, and the closings of its days (レジ締め)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, PointsType, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Points, Yen
from points.models.cashier import NAME_LENGTH

REFUND_WINDOW_MINUTES = 30
MOST_REFUND_MINUTES = 24 * 60


class TillSettings(Base):
    """A shop without a row has the defaults."""

    __tablename__ = "points_till_settings"

    merchant_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    refund_window_minutes: Mapped[int] = mapped_column(default=REFUND_WINDOW_MINUTES)
    preferred_program: Mapped[int | None] = mapped_column(BigInteger)

    @property
    def refund_window(self) -> timedelta:
        return timedelta(minutes=self.refund_window_minutes)


class TillClosing(Base):
    """Sums over the acts that carry its id. What comes later, or was still under way, belongs to the next one."""

    __tablename__ = "points_till_closing"
    __table_args__ = (UniqueConstraint("merchant_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[int] = mapped_column()  # 1, 2, 3 … of this shop, without a gap
    payment_count: Mapped[int] = mapped_column()
    taken: Mapped[Points] = mapped_column(PointsType)
    cash: Mapped[Yen] = mapped_column(YenType)
    refund_count: Mapped[int] = mapped_column()
    refunded: Mapped[Points] = mapped_column(PointsType)
    coupon_count: Mapped[int] = mapped_column(default=0)
    discount: Mapped[Yen] = mapped_column(YenType, default=Yen(0))  # by coupons; a municipality pays it to the shop
    discount_back: Mapped[Yen] = mapped_column(YenType, default=Yen(0))  # of coupons that were given back
    by_cashier: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # as TillTotals, one a person
    first_act_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[Address] = mapped_column(AddressType)
    closed_by_name: Mapped[str] = mapped_column(String(max(NAME_LENGTH, 100)))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def kept(self) -> int:
        return int(self.taken) - int(self.refunded)
