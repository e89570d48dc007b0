"""The cart (カート) of somebody signed in: what is wanted, how many, and the price that was seen then."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import AddressType, Base, BigId, UtcDateTime, YenType
from chain.ids import Address
from chain.units import Yen
from marketplace.models.checkout.items import LONGEST_ITEM

MOST_LINES = 20


class CartLine(Base):
    """`item` names the thing (items.py). Of a booking `quantity` is 1: how many of each fare is in its name."""

    __tablename__ = "market_cart_line"
    __table_args__ = (UniqueConstraint("owner", "item"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    owner: Mapped[Address] = mapped_column(AddressType)
    item: Mapped[str] = mapped_column(String(LONGEST_ITEM))
    quantity: Mapped[int]
    price_seen: Mapped[Yen] = mapped_column(YenType)  # of one, or of the whole booking
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
