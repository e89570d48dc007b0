"""A receipt (適格簡易請求書・適格請求書・領収書): what one seller sold in one purchase, as it was issued; and a credit
note (適格返還請求書) for what of it was given back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Yen
from marketplace.models.receipts.tax import REDUCED, TaxSum

LONGEST_ADDRESSEE = 80


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """`amount` with tax, of all `quantity`. `percent`: 10, 8, or 0 for what is outside the tax. `day`: of the service,
    ISO, where it has one."""

    name_ja: str
    name_en: str
    quantity: int
    amount: int
    percent: int
    day: str = ""

    @property
    def is_reduced(self) -> bool:
        return self.percent == REDUCED

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class Receipt(Base):
    """All of it is a copy that never changes, but for two things: the buyer writes the addressee (宛名) once, and
    downloads are counted.

    `issuer`: "town:<code>", "shop:<merchant id>", or "holder:<address>" for what a member sold on, who is a private
    person and issues a plain receipt without a registration number. `number` counts from 1 for each issuer, without
    gaps. `subject`: "checkout:5", "order:7", "booking:9", "auction:3" or "resale:4". `cause`: of a credit note, what
    gave the money back; else empty.
    """

    __tablename__ = "market_receipt"
    __table_args__ = (
        UniqueConstraint("issuer", "number"),
        UniqueConstraint("issuer", "subject", "cause"),
        Index("ix_market_receipt_buyer_id", "buyer", "id"),
        Index("ix_market_receipt_subject", "subject"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    issuer: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    subject: Mapped[str] = mapped_column(String(40))
    cause: Mapped[str] = mapped_column(String(60), default="")
    original_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("market_receipt.id"), index=True)
    buyer: Mapped[Address] = mapped_column(AddressType)
    addressee: Mapped[str] = mapped_column(String(LONGEST_ADDRESSEE), default="")
    issuer_ja: Mapped[str] = mapped_column(String(120))
    issuer_en: Mapped[str] = mapped_column(String(160))
    invoice_number: Mapped[str] = mapped_column(String(14), default="")  # 登録番号; empty: not registered
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sums: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # per rate, see TaxSum
    total: Mapped[Yen] = mapped_column(YenType)
    paid_by: Mapped[str] = mapped_column(String(8))  # "yen", "card" or "points"
    sold_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    downloads: Mapped[int] = mapped_column(default=0)  # from the second on the paper says that it was issued again

    @property
    def is_credit(self) -> bool:
        return self.original_id is not None

    @property
    def is_qualified(self) -> bool:
        """An 適格請求書, a simplified one (適格簡易請求書) while it names nobody."""
        return bool(self.invoice_number)

    @property
    def typed_lines(self) -> list[ReceiptLine]:
        return [ReceiptLine(**line) for line in self.lines]

    @property
    def typed_sums(self) -> list[TaxSum]:
        return [TaxSum(**one) for one in self.sums]

    @property
    def has_reduced(self) -> bool:
        return any(line.is_reduced for line in self.typed_lines)


class ReceiptSeries(Base):
    """The last number that an issuer has given. Locked while the next one is."""

    __tablename__ = "market_receipt_series"

    issuer: Mapped[str] = mapped_column(String(60), primary_key=True)
    last_number: Mapped[int]
