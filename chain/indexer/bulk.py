"""Insert very many rows at once.

SQLAlchemy spends more time on preparing the parameters of a row than SQLite on storing it. Here the values of each
column are converted by its own type, and the rows go to the driver as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, which all have the keys of the first one; keys are column names. Column defaults do not apply."""
    if not rows:
        return
    connection = session.connection()
    dialect = connection.dialect
    if dialect.paramstyle != "qmark":
        connection.execute(insert(table), list(rows))
        return
    statement = insert(table).compile(dialect=dialect, column_keys=list(rows[0]))
    names = list(getattr(statement, "positiontup", None) or ())
    columns = []
    for name in names:
        convert = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        values = [row[name] for row in rows]
        columns.append(values if convert is None else [convert(value) for value in values])
    connection.exec_driver_sql(str(statement), list(zip(*columns, strict=True)))
