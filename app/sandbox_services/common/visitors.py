"""Whom a service knows, and by what: the ID of Musubi, a card at the reader, or a number that was typed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.refusing import Refused

OPENID, SHOWN = "openid", "shown"  # ways to be known
_LONGEST = 200
_NUMBER = re.compile(r"(?:M-?[0-9A-Z]{4}-?[0-9A-Z]{4}|C-?\d{3}-?\d{3}-?\d{3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Visitor:
    """`subject` is what Musubi knows the person by, and nothing that tells who it is."""

    id: int
    subject: str
    way: str

    @property
    def ending(self) -> str:
        """Enough of the subject to recognise one's own."""
        return self.subject if self.subject.startswith("test:") else "…" + self.subject[-4:]


class Visitors:
    def __init__(self, book: Book, now: Callable[[], datetime]) -> None:
        self._book = book
        self._now = now

    def find(self, visitor_id: int) -> Visitor | None:
        row = self._book.one("select * from visitor where id = ?", visitor_id)
        return visitor_of(row) if row else None

    def shown(self, text: str) -> Visitor:
        """Who showed a card, or typed a card's or member number. Whether there is such a person Musubi finds out.

        Raises: Refused.
        """
        return self.known(checked_subject(text), SHOWN)

    def known(self, subject: str, way: str) -> Visitor:
        with self._book.write() as rows:
            moment = self._now().isoformat(timespec="seconds")
            rows.execute("insert or ignore into visitor (subject, way, since) values (?, ?, ?)", (subject, way, moment))
            return visitor_of(rows.execute("select * from visitor where subject = ?", (subject,)).fetchone())


def forget(rows: Rows, subject: str) -> int | None:
    """The id of who is known no longer; what was not sent yet is not sent any more."""
    row = rows.execute("select id from visitor where subject = ?", (subject,)).fetchone()
    if row is None:
        return None
    rows.execute("update sent set state = 'dropped' where visitor = ? and state = 'waiting'", (row["id"],))
    rows.execute("update sent set visitor = null where visitor = ?", (row["id"],))
    rows.execute("delete from visitor where id = ?", (row["id"],))
    return int(row["id"])


def checked_subject(text: str) -> str:
    """Raises: Refused."""
    words = text.strip()
    if not words:
        raise Refused("カードをかざすか、番号を入力してください。", "Hold up a card or type a number.")
    if re.fullmatch(r"\d{12}", re.sub(r"[\s‐-―−ー-]", "", words)):
        raise Refused(
            "12けたの番号は受け取れません。マイナンバーは入力しないでください。",
            "Twelve digits are not taken. Never type a My Number.",
        )
    if len(words) > _LONGEST:
        raise Refused("カードのQRではないようです。", "This does not look like a card's QR.")
    return words.upper() if _NUMBER.fullmatch(words) else words


def visitor_of(row: sqlite3.Row) -> Visitor:
    return Visitor(int(row["id"]), str(row["subject"]), str(row["way"]))
