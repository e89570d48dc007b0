"""Insert or replace many rows by primary key, on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session


def upsert(session: Session, model: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows` (all with the same columns); where the primary key is there, replace the other given columns."""
    if not rows:
        return
    table: Table = model.__table__  # type: ignore[assignment]
    keys = [column.name for column in table.primary_key]
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    adding = insert(table)
    replaced = {name: adding.excluded[name] for name in rows[0] if name not in keys}
    if replaced:
        session.execute(adding.on_conflict_do_update(index_elements=keys, set_=replaced), list(rows))
    else:
        session.execute(adding.on_conflict_do_nothing(index_elements=keys), list(rows))


def in_slices(values: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """`values` in slices small enough for an IN (…) on both databases."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
