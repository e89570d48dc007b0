"""The cart (カート) of somebody signed in: what is wanted, how many, and the price that was seen then."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime, YenType
from chain.errors import Invalid
from chain.ids import Address
from chain.units import Yen

MOST_LINES = 20
_LISTING = "listing:"


class CartLine(Base):
    """`item` names the thing as the catalogue does: "listing:12"."""

    __tablename__ = "market_cart_line"
    __table_args__ = (UniqueConstraint("owner", "item"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    owner: Mapped[Address] = mapped_column(AddressType)
    item: Mapped[str] = mapped_column(String(40))
    quantity: Mapped[int]
    price_seen: Mapped[Yen] = mapped_column(YenType)  # of one
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


def listing_item(number: int) -> str:
    return f"{_LISTING}{number}"


def listing_of_item(item: str) -> int:
    """Raises: Invalid (unknown_item)."""
    number = item.removeprefix(_LISTING)
    if not item.startswith(_LISTING) or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        raise Invalid("item", "unknown_item")
    return int(number)
