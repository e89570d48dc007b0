"""What the sandbox remembers: payments, refunds and notices that were not taken yet, in one SQLite file."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

_TABLES = """
create table if not exists answer (key text primary key, body text not null);
create table if not exists payment (id text primary key, body text not null);
create table if not exists notice (id text primary key, body text not null, due_at real not null);
"""


class Book:
    """Several threads may write at once; each change is one transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as rows:
            rows.executescript(_TABLES)

    def once(self, key: str, make: dict[str, Any]) -> dict[str, Any]:
        """What was answered first under this key; `make` when nothing was."""
        with self._open() as rows:
            rows.execute("insert or ignore into answer values (?, ?)", (key, json.dumps(make)))
            kept = rows.execute("select body from answer where key = ?", (key,)).fetchone()[0]
            first: dict[str, Any] = json.loads(kept)
            return first

    def put(self, payment: dict[str, Any]) -> None:
        """A payment that is known stays as it is."""
        with self._open() as rows:
            rows.execute("insert or ignore into payment values (?, ?)", (payment["id"], json.dumps(payment)))

    def find(self, payment_id: str) -> dict[str, Any] | None:
        with self._open() as rows:
            found = rows.execute("select body from payment where id = ?", (payment_id,)).fetchone()
        return json.loads(found[0]) if found else None

    def decide(self, payment_id: str, status: str, kind: str, wait_seconds: float = 0) -> bool:
        """The payment's end and the notice about it, once. False when it was decided before."""
        with self._open() as rows:
            rows.execute("begin immediate")
            payment = json.loads(rows.execute("select body from payment where id = ?", (payment_id,)).fetchone()[0])
            if payment["status"] != "open":
                return False
            payment |= {"status": "complete", "payment_status": status}
            rows.execute("update payment set body = ? where id = ?", (json.dumps(payment), payment_id))
            event = {"id": f"evt_{secrets.token_hex(12)}", "object": "event", "type": kind, "data": {"object": payment}}
            rows.execute(
                "insert into notice values (?, ?, ?)", (event["id"], json.dumps(event), time.time() + wait_seconds)
            )
            return True

    def due(self) -> list[tuple[str, str]]:
        """Notices by id that are to be sent now."""
        with self._open() as rows:
            return list(rows.execute("select id, body from notice where due_at <= ? order by due_at", (time.time(),)))

    def taken(self, notice_id: str) -> None:
        with self._open() as rows:
            rows.execute("delete from notice where id = ?", (notice_id,))

    def put_off(self, notice_id: str, seconds: float) -> None:
        with self._open() as rows:
            rows.execute("update notice set due_at = ? where id = ?", (time.time() + seconds, notice_id))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as rows, rows:
            yield rows
