"""The waiting list (キャンセル待ち) of a full slot: who wants how many seats, in the order in which they came."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime
from chain.ids import Address

MOST_WAITING = 200  # for one slot


class WaitingGuest(Base):
    """`told_at`: when they heard that seats are free. A told one has left the queue; they may join again."""

    __tablename__ = "ticket_waiting"
    __table_args__ = (
        Index("ix_ticket_waiting_service_slot_account", "service_number", "slot", "account", unique=True),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    service_number: Mapped[int] = mapped_column(ForeignKey("ticket_service.number"))
    slot: Mapped[int] = mapped_column(BigInteger)
    account: Mapped[Address] = mapped_column(AddressType, index=True)
    seats: Mapped[int]
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
