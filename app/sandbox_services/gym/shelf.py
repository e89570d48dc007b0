"""The shelf by the door: what is on it, and a purchase, which is paid into the box beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from app.sandbox_services.common.about import Text
from app.sandbox_services.common.book import Book
from app.sandbox_services.common.outbox import Outbox
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.gym.about import BOUGHT
from app.sandbox_services.gym.visits import FACILITY

TABLES = """
create table if not exists purchase (id text primary key, product text not null, yen integer not null,
  at text not null);
"""


@dataclass(frozen=True, slots=True)
class Product:
    key: str
    title: Text
    yen: int


PRODUCTS = (
    Product("water", ("十勝の水 500ml", "Tokachi water, 500 ml"), 120),
    Product("plum", ("すももジュース", "Plum juice"), 240),
    Product("towel", ("ジムタオル", "Gym towel"), 500),
)


class Shelf:
    def __init__(self, book: Book, outbox: Outbox) -> None:
        self._book = book
        self._outbox = outbox
        book.create(TABLES)

    def buy(self, visitor: Visitor, key: str, now: datetime) -> Product:
        """Raises: Refused."""
        product = next((one for one in PRODUCTS if one.key == key), None)
        if product is None:
            raise Refused("その商品は棚にありません。", "There is no such thing on the shelf.")
        purchase = f"p-{now:%Y%m%d}-{token_hex(4)}"
        with self._book.write() as rows:
            rows.execute(
                "insert into purchase values (?, ?, ?, ?)",
                (purchase, product.key, product.yen, now.isoformat(timespec="seconds")),
            )
            told = {"purchase": purchase, "amount_yen": product.yen, "shop": FACILITY}
            self._outbox.put(rows, visitor, BOUGHT, told)
        return product
