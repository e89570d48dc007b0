"""Who sells (販売者): what the law wants shown of a seller (特定商取引法 11条), and its number as an invoice issuer."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, UtcDateTime
from chain.errors import Invalid
from chain.ids import Address, MunicipalityCode
from marketplace.models.selling.wording import plain_words

_INVOICE = re.compile(r"T[0-9]{13}")


def town_seller(code: MunicipalityCode) -> str:
    return f"town:{code}"


def shop_seller(merchant_id: int) -> str:
    return f"shop:{merchant_id}"


@dataclass(frozen=True, slots=True)
class SellerForm:
    """As somebody typed it. Everything may be empty: then the page says where to ask."""

    legal_name: str = ""
    responsible: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    delivery_ja: str = ""
    delivery_en: str = ""
    returns_ja: str = ""
    returns_en: str = ""
    invoice_number: str = ""

    def checked(self) -> dict[str, str]:
        """Raises: Invalid naming the field (too_long, turned, unseen, invoice_form)."""
        if self.invoice_number and not _INVOICE.fullmatch(self.invoice_number):
            raise Invalid("invoice_number", "invoice_form")
        kept = {"invoice_number": self.invoice_number}
        for name, longest in _LONGEST.items():
            is_long = longest > 200
            kept[name] = plain_words(getattr(self, name), name, longest, may_be_empty=True, lines=is_long)
        return kept


_LONGEST = {
    "legal_name": 120, "responsible": 80, "place": 200, "phone": 40, "email": 200,
    "delivery_ja": 1_000, "delivery_en": 2_000, "returns_ja": 1_000, "returns_en": 2_000,
}  # fmt: skip
SELLER_FIELDS = tuple(field.name for field in fields(SellerForm))


class SellerWords(Base):
    """`key`: as a receipt's issuer. A seller without a row is known by its name alone."""

    __tablename__ = "market_seller"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    legal_name: Mapped[str] = mapped_column(String(120), default="")
    responsible: Mapped[str] = mapped_column(String(80), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    delivery_ja: Mapped[str] = mapped_column(Text, default="")
    delivery_en: Mapped[str] = mapped_column(Text, default="")
    returns_ja: Mapped[str] = mapped_column(Text, default="")
    returns_en: Mapped[str] = mapped_column(Text, default="")
    invoice_number: Mapped[str] = mapped_column(String(14), default="")
    changed_by: Mapped[Address] = mapped_column(AddressType)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
