"""What was bought for good and still needs its papers: receipts first, then one mail to its buyer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, UtcDateTime
from chain.ids import Address


class PurchaseStep(StrEnum):
    RECEIPTS = "receipts"  # waits for what is bought with it, then for its receipts
    MAIL = "mail"
    DONE = "done"


class Purchase(Base):
    """Written when its block is final. `subject` as in Receipt, or "return:<block>-<log>-<part>" for tickets given
    back."""

    __tablename__ = "market_purchase"

    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    buyer: Mapped[Address] = mapped_column(AddressType, index=True)
    bought_at: Mapped[datetime] = mapped_column(UtcDateTime)
    step: Mapped[PurchaseStep] = mapped_column(String(8), default=PurchaseStep.RECEIPTS, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PaperMark(Base):
    """Up to which final block purchases were looked for. One row."""

    __tablename__ = "market_paper_mark"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    block_number: Mapped[int] = mapped_column(BigInteger)
