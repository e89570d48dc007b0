"""The card company of this sample: a page on which somebody pays or not, and a signed notice of what was paid.

As with a real one, the page that the donor comes back to proves nothing; the notice does. Its form is that of Stripe's
`Stripe-Signature`.
"""

from __future__ import annotations

import hmac
import json
import sqlite3
import time
from hashlib import sha256
from secrets import token_hex, token_urlsafe

import requests

from app.sandbox_services.common.book import Book, Rows

OPEN, PAID, FAILED, RETURNED = "open", "paid", "failed", "returned"
NOTICES = "/payment-notices"
_TOLERANCE_SECONDS, _AGAIN_SECONDS = 300, 2.0
TABLES = """
create table if not exists payment (id text primary key, donation text not null, yen integer not null,
  state text not null, due_at real, taken integer not null default 0);
"""


class NoticeRefused(Exception):
    """Not of the card company, or too old."""


class Payments:
    def __init__(self, book: Book, address: str) -> None:
        self._book = book
        self._notices_url = address.rstrip("/") + NOTICES
        book.create(TABLES)
        self._secret = book.once("card_secret", token_urlsafe(32))

    def ask(self, rows: Rows, donation: str, yen: int) -> str:
        payment = f"pay_{token_hex(12)}"
        rows.execute(
            "insert into payment (id, donation, yen, state) values (?, ?, ?, ?)", (payment, donation, yen, OPEN)
        )
        return payment

    def find(self, payment: str) -> sqlite3.Row | None:
        return self._book.one("select * from payment where id = ?", payment)

    def pay(self, payment: str) -> None:
        """Once; a payment that is over stays as it is."""
        with self._book.write() as rows:
            rows.execute(
                "update payment set state = ?, due_at = ? where id = ? and state = ?",
                (PAID, time.time(), payment, OPEN),
            )

    def refuse(self, payment: str) -> None:
        with self._book.write() as rows:
            rows.execute("update payment set state = ? where id = ? and state = ?", (FAILED, payment, OPEN))

    def give_back(self, rows: Rows, payment: str) -> None:
        rows.execute("update payment set state = ? where id = ?", (RETURNED, payment))

    def send_notices(self) -> int:
        """How many were taken; the others come again."""
        due = "select * from payment where state = ? and taken = 0 and due_at <= ? order by due_at limit 20"
        return sum(self._send(row) for row in self._book.all(due, PAID, time.time()))

    def notice(self, row: sqlite3.Row) -> tuple[bytes, dict[str, str]]:
        """Body and headers, signed now."""
        body = json.dumps(
            {"type": "payment.paid", "payment": row["id"], "donation": row["donation"], "yen": row["yen"]}
        )
        moment = int(time.time())
        signature = f"t={moment},v1={self._mac(moment, body.encode())}"
        return body.encode(), {"Payment-Signature": signature, "Content-Type": "application/json"}

    def read(self, body: bytes, signature: str) -> tuple[str, int]:
        """The donation's number and the yen that were paid. Raises: NoticeRefused."""
        parts = dict(part.split("=", 1) for part in signature.split(",") if "=" in part)
        moment = parts.get("t", "")
        if not moment.isdecimal() or abs(time.time() - int(moment)) > _TOLERANCE_SECONDS:
            raise NoticeRefused
        if not hmac.compare_digest(parts.get("v1", "").encode(), self._mac(int(moment), body).encode()):
            raise NoticeRefused
        told = json.loads(body)
        return str(told["donation"]), int(told["yen"])

    def _mac(self, moment: int, body: bytes) -> str:
        return hmac.new(self._secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()

    def _send(self, row: sqlite3.Row) -> bool:
        body, headers = self.notice(row)
        try:
            is_taken = requests.post(self._notices_url, data=body, headers=headers, timeout=10).ok
        except requests.RequestException:
            is_taken = False
        with self._book.write() as rows:
            rows.execute(
                "update payment set taken = ?, due_at = ? where id = ?",
                (int(is_taken), time.time() + _AGAIN_SECONDS, row["id"]),
            )
        return is_taken
