"""That the takings of a ticket id were asked to be paid out, so that it is asked once, and again after a refusal."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, UtcDateTime


class TicketPayout(Base):
    """`retry_at`: not asked again before, should the chain refuse it; `error_name` says that it did."""

    __tablename__ = "ticket_payout"

    token_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    error_name: Mapped[str] = mapped_column(String(80), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
