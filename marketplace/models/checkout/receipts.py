"""A receipt (適格簡易請求書・適格請求書): what one seller sold in one checkout or single order, as it was issued."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, MunicipalityCodeType, UtcDateTime
from chain.ids import Address, MunicipalityCode


class Receipt(Base):
    """The lines are a copy: what was issued does not change when a name or a rate does."""

    __tablename__ = "market_receipt"
    __table_args__ = (UniqueConstraint("subject", "municipality"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    subject: Mapped[str] = mapped_column(String(40))  # "checkout:5" or "order:7"
    municipality: Mapped[MunicipalityCode] = mapped_column(MunicipalityCodeType, ForeignKey("town.code"))
    buyer: Mapped[Address] = mapped_column(AddressType, index=True)
    addressee: Mapped[str] = mapped_column(String(80))  # 宛名, as its buyer typed it
    invoice_number: Mapped[str] = mapped_column(String(14))  # the seller's 登録番号; empty: not registered
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sold_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    downloads: Mapped[int] = mapped_column(default=0)  # from the second on the paper says that it is a copy
