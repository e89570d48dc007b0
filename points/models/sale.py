"""What a sale was of: saved items (登録した品物) of a shop, and the lines that a payment keeps of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from chain.db import Base, BigId, YenType
from chain.errors import Invalid
from chain.units import Points, Yen

ITEM_NAME_LENGTH = 60
MOST_ITEMS = 200
MOST_LINES = 50
_MOST_OF_ONE = 999


class SavedItem(Base):
    __tablename__ = "points_saved_item"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    merchant_id: Mapped[int] = mapped_column(BigInteger, index=True)
    name_ja: Mapped[str] = mapped_column(String(ITEM_NAME_LENGTH))
    name_en: Mapped[str] = mapped_column(String(ITEM_NAME_LENGTH), default="")
    price: Mapped[Yen] = mapped_column(YenType)


@dataclass(frozen=True, slots=True)
class SaleLine:
    """As it was sold: a later change of the saved item does not change it. Without a name it is the typed rest."""

    name_ja: str
    name_en: str
    price: Yen
    quantity: int

    @property
    def total(self) -> Yen:
        return self.price * self.quantity

    @property
    def as_json(self) -> list[object]:
        return [self.name_ja, self.name_en, int(self.price), self.quantity]

    @classmethod
    def from_json(cls, row: Sequence[object]) -> SaleLine:
        name_ja, name_en, price, quantity = row
        return cls(str(name_ja), str(name_en), Yen(int(str(price))), int(str(quantity)))

    def check(self) -> None:
        """Raises: Invalid (lines)."""
        if not 1 <= self.quantity <= _MOST_OF_ONE or self.price == 0:
            raise Invalid("lines", "out_of_range")


NO_CASH = Yen(0)
NO_DISCOUNT = Yen(0)


@dataclass(frozen=True, slots=True)
class Bill:
    """A price, split into a coupon's discount, points and cash (現金). One point pays one yen."""

    total: Yen
    cash: Yen = NO_CASH
    lines: tuple[SaleLine, ...] = ()
    discount: Yen = NO_DISCOUNT

    @property
    def rest(self) -> Yen:
        """What remains to be paid."""
        return Yen(int(self.total) - int(self.discount))

    @property
    def points(self) -> Points:
        return Points(int(self.rest) - int(self.cash))

    def check(self) -> None:
        """Raises: Invalid (amount, cash, lines)."""
        if self.total == 0:
            raise Invalid("amount", "zero")
        if self.discount > self.total:
            raise Invalid("discount", "out_of_range")
        if self.cash > self.rest or (self.cash == self.rest and not self.discount):
            raise Invalid("cash", "no_points_left")
        for line in self.lines:
            line.check()
        if self.lines and sum(int(line.total) for line in self.lines) != self.total:
            raise Invalid("lines", "sum_differs")
