"""Seal anew, under the newest key-encryption key, what the siblings keep. Safe to break off and to repeat, while people
go on: rows are locked a few hundred at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, inspect, select, update

from app.sealed_columns import SEALED, SealedColumn
from chain.db import Database
from wallet.vault import Vault

_AT_ONCE = 200


class SealAnew:
    def __init__(self, db: Database, vault: Vault) -> None:
        self._db = db
        self._vault = vault

    def __call__(self) -> int:
        """Returns how many secrets were sealed anew.

        Raises: ConfigError when one does not open; then nothing of its few hundred is changed.
        """
        return sum(self._renew_column(kept) for kept in SEALED)

    def _renew_column(self, kept: SealedColumn) -> int:
        renewed, after = 0, None
        while rows := self._renew_some(kept, after):
            renewed += sum(was_old for _, was_old in rows)
            after = rows[-1][0]
        return renewed

    def _renew_some(self, kept: SealedColumn, after: Any) -> list[tuple[Any, bool]]:
        """Primary keys in order, and whether the row was under an older key."""
        key = inspect(kept.column.class_).primary_key[0]
        chosen = select(key, kept.column, *kept.bound_to).where(kept.column.is_not(None))
        if after is not None:
            chosen = chosen.where(key > after)
        with self._db.write() as session:
            rows = session.execute(chosen.order_by(key).limit(_AT_ONCE).with_for_update(of=kept.column.class_)).all()
            old = {row[0]: row for row in rows if row[1] and not self._vault.is_current(row[1])}
            for number, row in old.items():
                change = update(kept.column.class_).where(key == number)
                session.execute(change.values({kept.column.key: self._again(kept, row)}))
            return [(row[0], row[0] in old) for row in rows]

    def _again(self, kept: SealedColumn, row: Row[Any]) -> bytes:
        values: Sequence[Any] = tuple(row)
        words = kept.form(*values[2:])
        return self._vault.seal(kept.purpose, self._vault.open(kept.purpose, values[1], words), words)
