"""Sessions. `read()` never blocks a writer; `write()` takes the write lock first, so it cannot fail half-way on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from chain.refusing import check_may_write

_BUSY_MILLISECONDS = 15_000


class Database:
    """SQLite (WAL) or PostgreSQL by one URL.

    A process that forks must call `dispose()` in the child before its first use.
    """

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _engine(_with_driver(url), self.is_sqlite, pool_size)
        writing = self.engine.execution_options(musubi_write=True)
        self._readers = sessionmaker(self.engine, expire_on_commit=False)
        self._writers = sessionmaker(writing, expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking; whatever it changed is rolled back."""
        with self._readers() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits at the end, or rolls back when an exception leaves the block.

        Raises: what `chain.refusing` says while something is refused.
        """
        check_may_write()
        with self._writers.begin() as session:
            yield session

    def dispose(self) -> None:
        self.engine.dispose(close=False)

    def close(self) -> None:
        self.engine.dispose()


def _with_driver(url: str) -> str:
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _engine(url: str, is_sqlite: bool, pool_size: int) -> Engine:
    if not is_sqlite:
        return create_engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True)
    database = make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_MILLISECONDS / 1000, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # this module says BEGIN itself
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
    connection.create_aggregate("bit_or", 1, _BitOr)


class _BitOr:
    """As PostgreSQL's aggregate of this name."""

    def __init__(self) -> None:
        self._bits: int | None = None

    def step(self, value: int | None) -> None:
        if value is not None:
            self._bits = (self._bits or 0) | value

    def finalize(self) -> int | None:
        return self._bits


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("musubi_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
