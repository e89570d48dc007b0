"""How far the others were told of tickets that were sold and given back."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base


class TicketMark(Base):
    """Up to which final block. One row."""

    __tablename__ = "ticket_mark"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    block_number: Mapped[int] = mapped_column(BigInteger)
