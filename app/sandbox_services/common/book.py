"""What a service remembers, in one SQLite file that only its own account may read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

Rows = sqlite3.Connection

_TABLES = """
create table if not exists kept (name text primary key, value text not null);
create table if not exists visitor (id integer primary key autoincrement, subject text not null unique,
  way text not null, token text not null default '', since text not null);
create table if not exists sent (id text primary key, visitor integer, kind text not null, data text not null,
  town text not null, at text not null, state text not null, due_at real not null, attempts integer not null default 0,
  reason text not null default '', points integer, why text not null default '');
create index if not exists sent_due on sent (state, due_at);
create table if not exists received (id text primary key, kind text not null, body text not null, at text not null);
"""


class Book:
    """Several threads may write at once; each change is one transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        self.create(_TABLES)

    def create(self, tables: str) -> None:
        """`create … if not exists` of what a service keeps besides."""
        with closing(self._open()) as rows:
            rows.executescript(tables)

    @contextmanager
    def write(self) -> Iterator[Rows]:
        with closing(self._open()) as rows:
            rows.execute("begin immediate")
            try:
                yield rows
            except BaseException:
                rows.execute("rollback")
                raise
            rows.execute("commit")

    def all(self, query: str, *given: object) -> list[sqlite3.Row]:
        with closing(self._open()) as rows:
            return rows.execute(query, given).fetchall()

    def one(self, query: str, *given: object) -> sqlite3.Row | None:
        found = self.all(query, *given)
        return found[0] if found else None

    def number(self, query: str, *given: object) -> int:
        """The single number that is asked for, as by `select count(*)`; 0 where there is none."""
        found = self.one(query, *given)
        return int(found[0] or 0) if found else 0

    def once(self, name: str, value: str) -> str:
        """What was kept first under this name; `value` when nothing was."""
        with self.write() as rows:
            rows.execute("insert or ignore into kept values (?, ?)", (name, value))
            return str(rows.execute("select value from kept where name = ?", (name,)).fetchone()[0])

    def _open(self) -> Rows:
        rows = sqlite3.connect(self._path, timeout=20, isolation_level=None)
        rows.row_factory = sqlite3.Row
        return rows
