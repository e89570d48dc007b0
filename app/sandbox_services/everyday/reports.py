"""Reports of citizens (市民レポート): what is broken and where. A clerk accepts one, and only then is Musubi told; the
text stays here."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from datetime import datetime

from app.sandbox_services.common.about import Text
from app.sandbox_services.common.book import Book
from app.sandbox_services.common.refusing import Refused
from app.sandbox_services.common.visitors import Visitor, visitor_of
from app.sandbox_services.everyday.about import REPORTED
from app.sandbox_services.everyday.marking import kept_moment, new_mark
from app.sandbox_services.everyday.published import Published, Telling

TABLES = """
create table if not exists report (id text primary key, visitor integer, category text not null, words text not null,
  at text not null, state text not null);
"""
WAITING, ACCEPTED, CLOSED = "waiting", "accepted", "closed"
LONGEST, MOST_WAITING = 500, 5
CATEGORIES: dict[str, Text] = {
    "road": ("道路", "Road"),
    "light": ("街灯", "Street light"),
    "park": ("公園", "Park"),
    "waste": ("ごみ", "Waste"),
    "animal": ("動物", "Animal"),
    "other": ("そのほか", "Other"),
}
_TWELVE_DIGITS = re.compile(r"\d(?:[\s‐-―−ー・.,-]*\d){11}")


class Reports:
    def __init__(self, book: Book, telling: Telling, published: Published) -> None:
        self._book = book
        self._telling = telling
        self._published = published
        book.create(TABLES)

    def categories(self) -> dict[str, Text]:
        """Those that Musubi publishes; one without a name of ours stands by its own."""
        options = self._published.field(REPORTED, "category").get("enum", [])
        return {str(one): CATEGORIES.get(str(one), (str(one), str(one))) for one in options}

    def send(self, visitor: Visitor, category: str, text: str, now: datetime) -> str:
        """The report's number. Raises: Refused."""
        words, number = _checked(text), new_mark("R", now)
        if category not in self.categories():
            raise Refused("どんなことかを選んでください。", "Choose what it is about.")
        with self._book.write() as rows:
            query = "select count(*) from report where visitor = ? and state = ?"
            if rows.execute(query, (visitor.id, WAITING)).fetchone()[0] >= MOST_WAITING:
                raise Refused(
                    f"受付を待っているレポートが{MOST_WAITING}件あります。返事をお待ちください。",
                    f"{MOST_WAITING} of your reports are waiting. Please wait for an answer.",
                )
            rows.execute(
                "insert into report values (?, ?, ?, ?, ?, ?)",
                (number, visitor.id, category, words, kept_moment(now), WAITING),
            )
        return number

    def decide(self, number: str, state: str, clerk: Visitor) -> None:
        """By a clerk who did not write it, and once. Raises: Refused."""
        with self._book.write() as rows:
            report = rows.execute("select * from report where id = ? and state = ?", (number, WAITING)).fetchone()
            if report is None:
                raise Refused("そのレポートは、もう処理ずみです。", "That report has been dealt with already.")
            if report["visitor"] == clerk.id:
                raise Refused("自分のレポートは、ほかの職員が処理します。", "Another clerk deals with your own report.")
            rows.execute("update report set state = ? where id = ?", (state, number))
            row = rows.execute("select * from visitor where id = ?", (report["visitor"],)).fetchone()
            if state == ACCEPTED and row is not None:  # who has withdrawn is not told of
                self._telling.tell(rows, visitor_of(row), REPORTED, {"report": number, "category": report["category"]})

    def waiting(self) -> list[sqlite3.Row]:
        return self._book.all("select * from report where state = ? order by at, rowid", WAITING)

    def of(self, visitor: Visitor) -> list[sqlite3.Row]:
        return self._book.all(
            "select * from report where visitor = ? order by at desc, rowid desc limit 20", visitor.id
        )


def holds_twelve_digits(text: str) -> bool:
    """Of any width, with or without marks between them."""
    shown = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return _TWELVE_DIGITS.search(shown) is not None


def _checked(text: str) -> str:
    """Raises: Refused."""
    words = text.strip()
    if not words:
        raise Refused("場所とようすを書いてください。", "Say where it is and what is wrong.")
    if len(words) > LONGEST:
        raise Refused(f"{LONGEST}字までで書いてください。", f"Please keep it to {LONGEST} characters.")
    if holds_twelve_digits(words):
        raise Refused(
            "12けたの番号は書かないでください。マイナンバーは受け取りません。",
            "Leave out twelve-digit numbers. My Numbers are not taken.",
        )
    return words
