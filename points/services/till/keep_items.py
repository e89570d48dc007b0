"""A shop's saved items, and the lines of a sale made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chain.db import Database
from chain.errors import Invalid, NotFound
from chain.ids import contains_my_number
from chain.units import Yen
from points.models import SaleLine, SavedItem
from points.models.sale import ITEM_NAME_LENGTH, MOST_ITEMS, MOST_LINES
from points.services.reserve_payment import MOST_AT_ONCE


@dataclass(frozen=True, slots=True)
class Picked:
    """So many of a saved item; without an item, a price that somebody typed."""

    item_id: int | None
    quantity: int = 1
    price: Yen | None = None


class KeepItems:
    """Does not check that the caller is the shop's manager; the surface does."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def save(self, merchant_id: int, item_id: int | None, name_ja: str, name_en: str, price: Yen) -> int:
        """A new item, or another name or price of an old one. Raises: NotFound, Invalid naming the field."""
        names = _name("name_ja", name_ja), _name("name_en", name_en)
        if not names[0]:
            raise Invalid("name_ja", "empty")
        if price == 0:
            raise Invalid("price", "zero")
        if price > MOST_AT_ONCE:
            raise Invalid("price", "too_large")
        with self.db.write() as session:
            item = SavedItem(merchant_id=merchant_id) if item_id is None else _own(session, merchant_id, item_id)
            if item_id is None:
                mine = select(func.count()).select_from(SavedItem).where(SavedItem.merchant_id == merchant_id)
                if (session.scalar(mine) or 0) >= MOST_ITEMS:
                    raise Invalid("name_ja", "too_many")
                session.add(item)
            item.name_ja, item.name_en, item.price = *names, price
            session.flush()
            return item.id

    def remove(self, merchant_id: int, item_id: int) -> None:
        """Raises: NotFound."""
        with self.db.write() as session:
            session.delete(_own(session, merchant_id, item_id))

    def lines(self, merchant_id: int, picked: Sequence[Picked]) -> tuple[SaleLine, ...]:
        """By today's names and prices. Raises: Invalid (lines)."""
        if len(picked) > MOST_LINES:
            raise Invalid("lines", "too_many")
        with self.db.read() as session:
            found = session.scalars(select(SavedItem).where(SavedItem.merchant_id == merchant_id))
            items = {item.id: item for item in found}
        return tuple(_line(items, one) for one in picked)


def saved_items(session: Session, merchant_id: int) -> list[SavedItem]:
    mine = select(SavedItem).where(SavedItem.merchant_id == merchant_id)
    return list(session.scalars(mine.order_by(SavedItem.id)))


def _line(items: dict[int, SavedItem], picked: Picked) -> SaleLine:
    if picked.item_id is None:
        line = SaleLine("", "", picked.price or Yen(0), picked.quantity)
    elif item := items.get(picked.item_id):
        line = SaleLine(item.name_ja, item.name_en, item.price, picked.quantity)
    else:
        raise Invalid("lines", "sum_differs")
    line.check()
    return line


def _own(session: Session, merchant_id: int, item_id: int) -> SavedItem:
    item = session.get(SavedItem, item_id)
    if item is None or item.merchant_id != merchant_id:
        raise NotFound("saved item", item_id)
    return item


def _name(field: str, text: str) -> str:
    name = " ".join(text.split())
    if len(name) > ITEM_NAME_LENGTH:
        raise Invalid(field, "too_long")
    if contains_my_number(name):
        raise Invalid(field, "my_number")
    return name
