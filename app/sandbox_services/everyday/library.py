"""The library's counter: how many books somebody takes home and brings back, and never which."""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime

from app.sandbox_services.common.book import Book
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor
from app.sandbox_services.everyday.about import BORROWED
from app.sandbox_services.everyday.marking import kept_moment, new_mark
from app.sandbox_services.everyday.published import Published, Telling

TABLES = """
create table if not exists loan (id text primary key, visitor integer not null, books integer not null,
  at text not null, returned_at text);
"""
LIBRARY = "宇陀市立中央図書館"
MOST_AT_HOME = 10


class Library:
    def __init__(self, book: Book, telling: Telling, published: Published) -> None:
        self._book = book
        self._telling = telling
        self._published = published
        book.create(TABLES)

    def most(self) -> int:
        """Our own limit, or Musubi's where that is lower."""
        return min(MOST_AT_HOME, int(self._published.field(BORROWED, "books").get("maximum", MOST_AT_HOME)))

    def borrow(self, visitor: Visitor, typed: str, now: datetime) -> int:
        """How many. Raises: Refused."""
        books = int(typed) if re.fullmatch(r"\d{1,3}", typed.strip()) else 0  # digits of any width
        with self._book.write() as rows:
            query = "select coalesce(sum(books), 0) from loan where visitor = ? and returned_at is null"
            left = self.most() - rows.execute(query, (visitor.id,)).fetchone()[0]
            if not left:
                raise Refused("先に本を返してください。", "Please bring books back first.")
            if not 1 <= books <= left:
                raise Refused(f"いま借りられるのは1冊から{left}冊です。", f"You can take 1 to {left} books now.")
            loan = new_mark("L", now)
            rows.execute("insert into loan values (?, ?, ?, ?, null)", (loan, visitor.id, books, kept_moment(now)))
            self._telling.tell(rows, visitor, BORROWED, {"loan": loan, "books": books, "library": LIBRARY})
        return books

    def bring_back(self, visitor: Visitor, loan: str, now: datetime) -> None:
        """Raises: Refused."""
        with self._book.write() as rows:
            query = "update loan set returned_at = ? where id = ? and visitor = ? and returned_at is null"
            if not rows.execute(query, (kept_moment(now), loan, visitor.id)).rowcount:
                raise Refused("その貸出はありません。", "There is no such loan.")

    def at_home(self, visitor: Visitor | None) -> list[sqlite3.Row]:
        query = "select * from loan where visitor = ? and returned_at is null order by at"
        return self._book.all(query, visitor.id) if visitor else []
