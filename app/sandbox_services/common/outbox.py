"""Events on their way to Musubi: kept in the transaction of what they tell, and sent until they are taken.

Source: docs/connect-a-service.md, "What a request is" and "When something is wrong".
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any

import requests

from app.sandbox_services.common.book import Book, Rows
from app.sandbox_services.common.connection import Connection
from app.sandbox_services.common.signing import signed_headers
from app.sandbox_services.common.visitors import Visitor

WAITING, TAKEN, DONE, ASIDE, REFUSED, DROPPED = "waiting", "taken", "done", "aside", "refused", "dropped"
_WAITS = (1, 5, 30, 300, 1_800, 7_200)  # seconds after each attempt; the last one goes on
_PUT_RIGHT = frozenset({400, 409, 413, 415, 422})  # the same event would be refused again
_MOST_A_ROUND = 50


class Outbox:
    """The service's own address names it as the source of its events."""

    def __init__(self, book: Book, musubi_url: str, connection: Connection, now: Callable[[], datetime]) -> None:
        self._book = book
        self._events_url = f"{musubi_url}/api/v1/events"
        self._connection = connection
        self._now = now

    def put(self, rows: Rows, visitor: Visitor, kind: str, data: Mapping[str, Any], town: str = "") -> str:
        """The event's id. Sent after the transaction, whatever happens to this process."""
        event_id = f"{kind.rpartition('.')[2]}-{token_hex(8)}"
        at = self._now().isoformat(timespec="seconds")
        rows.execute(
            "insert into sent (id, visitor, kind, data, town, at, state, due_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
            (event_id, visitor.id, kind, json.dumps(dict(data), ensure_ascii=False), town, at, WAITING, time.time()),
        )
        return event_id

    def send_due(self) -> int:
        """How many were taken or refused; the others are sent again after a while."""
        query = (
            "select sent.*, visitor.subject from sent join visitor on visitor.id = sent.visitor "
            "where state = ? and due_at <= ? order by due_at limit ?"
        )
        settled = 0
        for row in self._book.all(query, WAITING, time.time(), _MOST_A_ROUND):
            status, reason, wait = self._send(row)
            self._note(row, status, reason, wait)
            if not status:  # nobody is there: the others need not find out as well
                break
            settled += status == 202 or status in _PUT_RIGHT
        return settled

    def _send(self, row: sqlite3.Row) -> tuple[int, str, float]:
        body = self._body(row)
        headers = {
            "Content-Type": "application/cloudevents+json",
            "Musubi-Client": self._connection.client_id,
            **signed_headers(self._connection.webhook_secret, row["id"], int(time.time()), body),
        }
        try:
            answer = requests.post(self._events_url, data=body, headers=headers, timeout=10, allow_redirects=False)
        except requests.RequestException:
            return 0, "no_answer", 0
        return answer.status_code, _reason(answer), _wish(answer)

    def _body(self, row: sqlite3.Row) -> bytes:
        """The same at every attempt."""
        event = {
            "specversion": "1.0",
            "id": row["id"],
            "source": self._connection.address,
            "type": row["kind"],
            "subject": row["subject"],
            "time": row["at"],
            "data": json.loads(row["data"]),
        }
        return json.dumps(event | ({"town": row["town"]} if row["town"] else {}), ensure_ascii=False).encode()

    def _note(self, row: sqlite3.Row, status: int, reason: str, wish: float) -> None:
        state = TAKEN if status == 202 else REFUSED if status in _PUT_RIGHT else WAITING
        wait = max(wish, _WAITS[min(row["attempts"], len(_WAITS) - 1)])
        with self._book.write() as rows:  # where Musubi has told the end meanwhile, that stands
            rows.execute(
                "update sent set state = ?, reason = ?, attempts = attempts + 1, due_at = ? where id = ? and state = ?",
                (state, "" if state == TAKEN else reason, time.time() + wait, row["id"], WAITING),
            )


def _reason(answer: requests.Response) -> str:
    try:
        return str(answer.json()["reason"])[:60]
    except (ValueError, KeyError, TypeError):
        return str(answer.status_code)


def _wish(answer: requests.Response) -> float:
    told = answer.headers.get("Retry-After", "")
    return min(float(told), 86_400.0) if told.isascii() and told.isdecimal() else 0.0
