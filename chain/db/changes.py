"""Whether anybody has written since one last looked: told by the database without a table being read."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from chain.db.session import Database

# SQLite: a number that another connection's commit changes. PostgreSQL: up to where all transactions have ended, and
# which of the later ones have not.
_SQLITE, _POSTGRESQL = "PRAGMA data_version", "SELECT pg_current_snapshot()::text"


class Changes:
    """Keeps a connection of its own. Any number of threads may ask."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._question = _SQLITE if db.is_sqlite else _POSTGRESQL
        self._asking = threading.Lock()
        self._connection: Any = None
        self._losses = 0

    def mark(self) -> object:
        """While it stays the same nothing has been committed. It may also change without a reason, and it does each
        time while the database cannot be reached."""
        with self._asking:
            try:
                self._connection = self._connection or self._connect()
                cursor = self._connection.cursor()
                cursor.execute(self._question)
                (answer,) = cursor.fetchone()
                cursor.close()
            except (SQLAlchemyError, self._db.engine.dialect.loaded_dbapi.Error):
                self._connection = None
                self._losses += 1
                answer = None
            return self._losses, answer

    def close(self) -> None:
        with self._asking:
            if self._connection is not None:
                self._connection.close()
            self._connection = None

    def _connect(self) -> Any:
        pooled = self._db.engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if not self._db.is_sqlite:
            connection.autocommit = True
        return connection
