"""Running sums kept by adding: balances, totals, counts. The same rows come out whatever the way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session


def add_to_sums(
    session: Session, model: type[DeclarativeBase], deltas: Mapping[tuple[Any, ...], Sequence[int]]
) -> None:
    """Add to the number columns of `model` in bulk: {primary key values: amounts}, both in the table's column order.

    All columns that are no part of the primary key are sums. A row appears when it is first needed and is deleted when
    all its sums are 0, so a rewound row leaves nothing behind. The sums must have no CHECK that they are >= 0: it would
    be tried on the delta.
    """
    table: Table = model.__table__  # type: ignore[assignment]
    keys = [column.name for column in table.primary_key]
    sums = [column.name for column in table.columns if not column.primary_key]
    rows = [dict(zip((*keys, *sums), (*key, *amounts), strict=True)) for key, amounts in deltas.items() if any(amounts)]
    if not rows:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    adding = insert(table)
    added = {name: table.c[name] + adding.excluded[name] for name in sums}
    session.execute(adding.on_conflict_do_update(index_elements=keys, set_=added), rows)
    shrunk = [{f"key_{name}": row[name] for name in keys} for row in rows if any(row[name] < 0 for name in sums)]
    if shrunk:
        this = and_(*(table.c[name] == bindparam(f"key_{name}") for name in keys))
        empty = and_(*(table.c[name] == 0 for name in sums))
        session.execute(delete(table).where(this, empty), shrunk)
