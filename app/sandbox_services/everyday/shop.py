"""The unmanned shop: goods are chosen, looked over and paid once into the box. Musubi is told the sum alone."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.sandbox_services.common.about import Text
from app.sandbox_services.common.book import Book
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.everyday.about import BOUGHT
from app.sandbox_services.everyday.marking import kept_moment, new_mark
from app.sandbox_services.everyday.published import Telling

TABLES = """
create table if not exists basket (id text primary key, visitor integer not null, goods text not null,
  yen integer not null, at text not null, is_paid integer not null default 0);
"""
SHOP = "無人売店うだ"
MOST_OF_ONE = 9


@dataclass(frozen=True, slots=True)
class Goods:
    key: str
    title: Text
    yen: int


SHELF = (
    Goods("greens", ("大和まな", "Yamato greens"), 150),
    Goods("eggs", ("平飼い卵 6個", "Six free-range eggs"), 420),
    Goods("tea", ("宇陀の薬草茶", "Uda herb tea"), 680),
    Goods("mochi", ("よもぎ餅", "Mugwort rice cake"), 240),
)


class Shop:
    def __init__(self, book: Book, telling: Telling) -> None:
        self._book = book
        self._telling = telling
        book.create(TABLES)

    def choose(self, visitor: Visitor, typed: Mapping[str, str], now: datetime) -> str:
        """The basket's number. Raises: Refused."""
        chosen = {one.key: _count(typed.get(one.key, "")) for one in SHELF}
        goods = {key: number for key, number in chosen.items() if number}
        if not goods:
            raise Refused("商品の数を選んでください。", "Choose how many you take.")
        yen = sum(one.yen * goods.get(one.key, 0) for one in SHELF)
        basket = new_mark("p", now)
        with self._book.write() as rows:
            given = basket, visitor.id, json.dumps(goods), yen, kept_moment(now)
            rows.execute("insert into basket (id, visitor, goods, yen, at) values (?, ?, ?, ?, ?)", given)
        return basket

    def pay(self, visitor: Visitor, basket: str) -> int:
        """The yen, once. Raises: Refused."""
        with self._book.write() as rows:
            query = "update basket set is_paid = 1 where id = ? and visitor = ? and is_paid = 0 returning yen"
            paid = rows.execute(query, (basket, visitor.id)).fetchone()
            if paid is None:
                raise Refused("この買い物は、もう支払いずみです。", "This has been paid already.")
            told = {"purchase": basket, "amount_yen": int(paid["yen"]), "shop": SHOP}
            self._telling.tell(rows, visitor, BOUGHT, told)
        return int(paid["yen"])

    def find(self, visitor: Visitor, basket: str) -> sqlite3.Row | None:
        return self._book.one("select * from basket where id = ? and visitor = ?", basket, visitor.id)


def goods_of(basket: sqlite3.Row) -> list[tuple[Goods, int]]:
    chosen: dict[str, int] = json.loads(basket["goods"])
    return [(one, chosen[one.key]) for one in SHELF if one.key in chosen]


def _count(typed: str) -> int:
    """Raises: Refused."""
    words = typed.strip() or "0"
    if not re.fullmatch(r"\d", words):  # digits of any width
        raise Refused(f"ひとつの商品は{MOST_OF_ONE}個までです。", f"At most {MOST_OF_ONE} of one thing.")
    return int(words)
