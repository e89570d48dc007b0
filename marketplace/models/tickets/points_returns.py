"""Points that go back for returned tickets: which booking's payment they come out of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, Bytes32, PointsType, UtcDateTime
from chain.units import Points


class PointsReturn(Base):
    """Of one return on chain (`tx_hash`, `log_index`), the part that one booking paid. The shop gives it back as a
    refund of that booking's payment: the points go to whoever paid, in the lots that they came from."""

    __tablename__ = "ticket_points_return"
    __table_args__ = (UniqueConstraint("tx_hash", "log_index", "booking_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    tx_hash: Mapped[bytes] = mapped_column(Bytes32)
    log_index: Mapped[int]
    token_id: Mapped[int] = mapped_column(BigInteger, index=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("ticket_booking.id"), index=True)
    quantity: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Points] = mapped_column(PointsType)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the shop's refund was seen on chain
